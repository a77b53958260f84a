//! Records that are read by themselves, each as strictly as in a dossier.

use super::fault::RowFault;
use crate::dossier::draft::Draft;
use crate::dossier::fault::List;
use crate::dossier::wire::{Counts, Found, Record, alone};
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::party::Party;
use crate::record::source::Source;

/// Reads a record of that list into the draft; or notes what is wrong with it, each fault at the line and
/// column of its field, or of the whole.
pub(crate) fn read_into(
    draft: &mut Draft,
    list: List,
    (found, counts): (Found, &mut Counts),
    place: impl Fn(Option<&str>) -> (u64, u64),
    faults: &mut Vec<RowFault>,
) {
    let read = match list {
        List::Parties => read::<Party>,
        List::Sources => read::<Source>,
        List::Groups => read::<Group>,
        List::Events => read::<Event>,
        List::Claims => read::<Claim>,
    };
    read(draft, (found, counts), &place, faults);
}

fn read<R: Record>(
    draft: &mut Draft,
    (found, counts): (Found, &mut Counts),
    place: &dyn Fn(Option<&str>) -> (u64, u64),
    faults: &mut Vec<RowFault>,
) {
    match alone::<R>(found, counts) {
        Ok(record) => R::list(draft).push(record),
        Err(wrong) => faults.extend(wrong.iter().map(|fault| {
            let (line, column) = place(fault.place().field_name());
            RowFault::of_record(line, column, fault)
        })),
    }
}
