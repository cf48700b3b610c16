//! What messages do, one verb a file.

mod advance;
mod claim;
mod consign;
mod deliver;
mod govern;
mod hand_over;
mod move_bid;
mod ownership;
mod pairs;
mod pause;
mod pay;
mod place_bid;
mod retract_bid;
mod settle_take;
mod submit_bid;
mod take;
mod withdraw;

pub(crate) use advance::advance;
pub(crate) use claim::claim;
pub(crate) use consign::consign;
pub(crate) use deliver::deliver;
pub(crate) use govern::{govern, initial_house};
pub(crate) use hand_over::hand_over;
pub(crate) use move_bid::move_bid;
pub(crate) use ownership::update_ownership;
pub(crate) use pause::pause;
pub(crate) use pay::pay;
pub(crate) use place_bid::place_bid;
pub(crate) use retract_bid::retract_bid;
pub(crate) use settle_take::settle_take;
pub(crate) use submit_bid::submit_bid;
pub(crate) use take::{take, Order};
pub(crate) use withdraw::withdraw;
