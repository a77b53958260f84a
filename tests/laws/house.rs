//! The order of the rooms, read from the `use` lines of `src/`: a room imports from the rooms
//! below it, and no two rooms from each other.
//!
//! `cargo test --test laws house -- --nocapture` prints rooms, layers and arrows.
//!
//! An import is a path that begins with `crate` or `super`, in a `use` line outside of tests. A
//! module that re-exports what it is made of does not import it: `pub use` lines are left out
//! unless they lead to another room.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rooms, each above those that it may import from. `text` stands on `said` and the outcomes;
/// `strategies` use the crate as its users do, by the names in `lib.rs`.
const ROOMS: [&str; 16] = [
    "said", "record", "dossier", "voice", "policy", "reckon", "batch", "derivation", "timeline", "calibrate", "text",
    "exchange", "audit", "plot", "strategies", "docs",
];

/// Who imports from whom.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Every file below the folder, by its module path: `record::claim`, `record` for `record/mod.rs`.
fn modules(folder: &Path, path: &str, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let entry = entry.expect("a readable folder").path();
        let stem = entry.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let inner = if path.is_empty() { stem.clone() } else { format!("{path}::{stem}") };
        if entry.is_dir() {
            modules(&entry, &inner, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") && stem != "lib" {
            let text = std::fs::read_to_string(&entry).expect("a readable file");
            found.insert(if stem == "mod" { path.to_owned() } else { inner }, text);
        }
    }
}

/// The paths of a use tree, one a name: `a::{b, c::{d, e}}` is `a::b`, `a::c::d`, `a::c::e`.
fn paths(tree: &str) -> Vec<String> {
    let Some((before, braced)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inside = &braced[..braced.rfind('}').unwrap_or(braced.len())];
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, sign) in inside.char_indices().chain([(inside.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inside[start..at].trim();
                found.extend(
                    paths(part).into_iter().filter(|part| !part.is_empty()).map(|part| format!("{before}{part}")),
                );
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The module that a path of a use line leads to, if it stays in the crate and leaves `lib.rs`.
fn target(from: &str, path: &str, modules: &BTreeMap<String, String>) -> Option<String> {
    let mut names: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut at: Vec<&str> = Vec::new();
    if names[0] == "super" {
        at = from.split("::").collect();
        while names.first() == Some(&"super") {
            at.pop();
            names.remove(0);
        }
    } else if names[0] == "crate" {
        names.remove(0);
    } else {
        return None;
    }
    for name in names {
        at.push(name);
        if !modules.contains_key(&at.join("::")) {
            at.pop();
            break;
        }
    }
    (!at.is_empty()).then(|| at.join("::"))
}

fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

/// The imports of every module, by its `use` lines.
fn imports(modules: &BTreeMap<String, String>) -> Arrows {
    let mut arrows = Arrows::new();
    for (module, text) in modules {
        let of = arrows.entry(module.clone()).or_default();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in text.split(';') {
            let line: String =
                line.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join(" ");
            // What stands before the last item of the line ends in a brace or an attribute.
            let Some(at) = line.rfind("use ").filter(|&at| at == 0 || line[..at].ends_with([' ', '\t'])) else {
                continue;
            };
            let is_exported = line[..at].trim_end().ends_with("pub");
            let found = paths(&line[at + 4..]).into_iter().filter_map(|path| target(module, &path, modules));
            of.extend(found.filter(|to| to != module && (!is_exported || room(to) != room(module))));
        }
    }
    arrows
}

/// All that can be reached from a module by imports.
fn reached(from: &str, arrows: &Arrows) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(at) = open.pop() {
        open.extend(arrows.get(&at).into_iter().flatten().filter(|to| seen.insert((*to).clone())).cloned());
    }
    seen
}

/// The circles of imports, each as the sorted names on it, and how many layers there are, a circle
/// being on one.
fn circles_and_layers(arrows: &Arrows) -> (BTreeSet<Vec<String>>, usize) {
    let reach: BTreeMap<&String, BTreeSet<String>> = arrows.keys().map(|name| (name, reached(name, arrows))).collect();
    let with = |name: &String| -> Vec<String> {
        reach[name].iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(name))).cloned().collect()
    };
    let circles = arrows.keys().map(with).filter(|circle| !circle.is_empty()).collect();
    // Who is reached by more reaches less: the order of layers.
    let mut order: Vec<&String> = arrows.keys().collect();
    order.sort_by_key(|name| reach[*name].len());
    let mut layer: BTreeMap<&String, usize> = BTreeMap::new();
    for name in order {
        let below = reach[name].iter().filter(|other| !reach.get(*other).is_some_and(|back| back.contains(name)));
        let highest = below.filter_map(|other| layer.get(other)).max().copied().unwrap_or(0);
        layer.insert(name, highest + 1);
    }
    (circles, layer.values().max().copied().unwrap_or(0))
}

/// The rooms, each with the rooms it imports from.
fn between_rooms(files: &Arrows) -> Arrows {
    let mut rooms = Arrows::new();
    for (from, tos) in files {
        let of = rooms.entry(room(from).to_owned()).or_default();
        of.extend(tos.iter().map(|to| room(to)).filter(|&to| to != room(from)).map(str::to_owned));
    }
    rooms
}

fn house() -> Arrows {
    let mut found = BTreeMap::new();
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    imports(&found)
}

#[test]
fn no_room_imports_from_one_that_imports_from_it() {
    let files = house();
    let rooms = between_rooms(&files);
    let count = |arrows: &Arrows| arrows.values().map(BTreeSet::len).sum::<usize>();
    let (file_circles, file_layers) = circles_and_layers(&files);
    let (circles, layers) = circles_and_layers(&rooms);
    println!("{} rooms on {layers} layers, {} arrows", rooms.len(), count(&rooms));
    for (room, below) in &rooms {
        println!("  {room} <- {}", below.iter().map(String::as_str).collect::<Vec<_>>().join(" "));
    }
    println!("{} files on {file_layers} layers, {} arrows, circles: {file_circles:?}", files.len(), count(&files));
    assert!(circles.is_empty(), "rooms that import from each other: {circles:?}");
}

/// And the order is the one that the crate's documentation gives.
#[test]
fn every_room_imports_from_those_listed_before_it() {
    let rooms = between_rooms(&house());
    let place = |room: &str| ROOMS.iter().position(|&known| known == room);
    for (room, below) in &rooms {
        let at = place(room).unwrap_or_else(|| panic!("{room} is not among the rooms"));
        let wrong: Vec<&String> = below.iter().filter(|below| place(below).is_none_or(|below| below >= at)).collect();
        assert!(wrong.is_empty(), "{room} imports from {wrong:?}, which are listed after it");
    }
    assert_eq!(rooms.len(), ROOMS.len(), "a room is gone: {:?}", rooms.keys());
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use super::id;\n#[cfg(feature = \"x\")]\nuse crate::a::{self, b::{C, D}, e as f};\npub use crate::g::H;\n\
                // use crate::no::No;\nuse std::fmt;\n#[cfg(test)]\nuse crate::test::T;\n";
    let names = ["at", "at::here", "at::id", "a", "a::b", "a::e", "g", "no", "test"];
    let mut found: BTreeMap<String, String> = names.iter().map(|&name| (name.to_owned(), String::new())).collect();
    found.insert("at::here".to_owned(), text.to_owned());
    let arrows = imports(&found);
    assert_eq!(arrows["at::here"].iter().collect::<Vec<_>>(), ["a", "a::b", "a::e", "at::id", "g"]);

    let circle = Arrows::from([
        ("a".to_owned(), BTreeSet::from(["b".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["a".to_owned(), "c".to_owned()])),
        ("c".to_owned(), BTreeSet::new()),
    ]);
    assert_eq!(circles_and_layers(&circle), (BTreeSet::from([vec!["a".to_owned(), "b".to_owned()]]), 2));
}

/// The examples of the documentation are compiled as one program, in a folder of its own. If one of
/// them includes a file by its path, the program does not compile, and each example is compiled alone:
/// minutes instead of seconds.
#[test]
fn no_example_of_the_documentation_includes_a_file() {
    let mut files = BTreeMap::new();
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    assert!(files["docs"].contains("include_str!"), "the sources are read");
    for (module, text) in &files {
        let mut alone = false;
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("//")) {
            match line.trim_start_matches(['/', '!', ' ']) {
                fence if fence.starts_with("```") => alone = fence.contains("standalone_crate"),
                code => assert!(alone || !code.contains("include_str!("), "{module}: {line}"),
            }
        }
    }
}
