//! Records on disk: packed values under short keys.
//!
//! A key is one namespace byte and the key's own bytes. Namespaces lie below 0x20, where no library's text key begins,
//! so they cannot collide with the keys of cw2 (`contract_info`) and cw-ownable (`ownership`).

mod item;
mod key;
mod map;

pub use item::PackedItem;
pub use key::Key;
pub use map::PackedMap;
