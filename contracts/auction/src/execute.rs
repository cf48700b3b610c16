//! What messages do, one verb a file.

mod advance;
mod consign;
mod deliver;
mod govern;
mod hand_over;
mod ownership;
mod pairs;
mod pause;
mod take;
mod withdraw;

pub(crate) use advance::advance;
pub(crate) use consign::consign;
pub(crate) use deliver::deliver;
pub(crate) use govern::{govern, initial_house};
pub(crate) use hand_over::hand_over;
pub(crate) use ownership::update_ownership;
pub(crate) use pause::pause;
pub(crate) use take::{take, Order};
pub(crate) use withdraw::withdraw;
