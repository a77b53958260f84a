//! A dossier's records from their JSON through the constructors: what one writes in code.

use corroborate::{Claim, ClaimId, Draft, Event, Group, Party, PartyId, Source};
use serde_json::Value;

pub(crate) type Failure = Box<dyn std::error::Error>;

fn text<'a>(record: &'a Value, field: &str) -> Option<&'a str> {
    record[field].as_str()
}

fn texts<'a>(record: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    record[field].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn parsed<T>(record: &Value, field: &str) -> Result<T, Failure>
where
    T: std::str::FromStr<Err: std::error::Error + 'static>,
{
    Ok(text(record, field).unwrap_or_default().parse()?)
}

fn maybe<T>(record: &Value, field: &str) -> Result<Option<T>, Failure>
where
    T: std::str::FromStr<Err: std::error::Error + 'static>,
{
    text(record, field).map(|_| parsed(record, field)).transpose()
}

/// The sound records of a dossier; what cannot be expressed in code is an error.
pub(crate) fn built(dossier: &Value) -> Result<Draft, Failure> {
    let list = |name: &str| dossier[name].as_array().cloned().unwrap_or_default();
    let mut draft = Draft::new();
    for record in list("parties") {
        let mut party = Party::new(parsed(&record, "id")?, text(&record, "name").unwrap_or_default());
        for other in texts(&record, "opposes") {
            party = party.with_opposes(PartyId::new(other)?);
        }
        for other in texts(&record, "allies") {
            party = party.with_allies(PartyId::new(other)?);
        }
        draft.add_party(party);
    }
    for record in list("sources") {
        let name = text(&record, "name").unwrap_or_default();
        let mut source = Source::new(parsed(&record, "id")?, name, parsed(&record, "kind")?);
        if let Some(party) = maybe(&record, "party")? {
            source = source.with_party(party);
        }
        draft.add_source(source);
    }
    for record in list("groups") {
        let mut group = Group::new(parsed(&record, "id")?, text(&record, "name").unwrap_or_default());
        if let Some(whole) = maybe(&record, "part_of")? {
            group = group.with_part_of(whole);
        }
        if let Some(party) = maybe(&record, "party")? {
            group = group.with_party(party);
        }
        draft.add_group(group);
    }
    for record in list("events") {
        let mut event = Event::new(parsed(&record, "id")?, text(&record, "name").unwrap_or_default());
        if let Some(start) = maybe(&record, "start")? {
            event = event.with_start(start);
        }
        if let Some(end) = maybe(&record, "end")? {
            event = event.with_end(end);
        }
        if let Some(settled) = maybe(&record, "settled")? {
            event = event.with_settled(settled);
        }
        if let Some(whole) = maybe(&record, "part_of")? {
            event = event.with_part_of(whole);
        }
        if let Some(perpetrator) = maybe(&record, "perpetrator")? {
            event = event.with_perpetrator(perpetrator);
        }
        draft.add_event(event);
    }
    for record in list("claims") {
        draft.add_claim(built_claim(&record)?);
    }
    Ok(draft)
}

fn built_claim(record: &Value) -> Result<Claim, Failure> {
    let quantity = (parsed(record, "event")?, parsed(record, "group")?, parsed(record, "outcome")?);
    let (count, source, as_of) = (parsed(record, "count")?, parsed(record, "source")?, parsed(record, "as_of")?);
    let mut claim = Claim::new(parsed(record, "id")?, quantity, count, source, as_of);
    if let Some(since) = maybe(record, "since")? {
        claim = claim.with_since(since);
    }
    if let Some(published) = maybe(record, "published")? {
        claim = claim.with_published(published);
    }
    if let Some(retracted) = maybe(record, "retracted")? {
        claim = claim.with_retracted(retracted);
    }
    if let Some(perpetrator) = maybe(record, "perpetrator")? {
        claim = claim.with_perpetrator(perpetrator);
    }
    for earlier in texts(record, "supersedes") {
        claim = claim.with_supersedes(ClaimId::new(earlier)?);
    }
    for relay in texts(record, "relayed_by") {
        claim = claim.with_relayed_by(relay);
    }
    Ok(claim)
}
