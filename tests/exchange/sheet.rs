//! Workbooks: rows, dates and numbers as their cells have them, sheets that declare, and a bomb.

use corroborate::exchange::{Gathering, Imported, TableReader, Workbook};

/// The checksum of a part.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// A part: its name, its packed bytes, how they are packed, what they come to, and the checksum of that.
struct Part(String, Vec<u8>, u16, u32, u32);

fn stored(name: &str, text: &str) -> Part {
    Part(name.to_owned(), text.as_bytes().to_vec(), 0, short(text.len()), crc(text.as_bytes()))
}

fn short(length: usize) -> u32 {
    u32::try_from(length).expect("a small file")
}

/// An archive of those parts.
fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for Part(name, packed, method, size, crc) in parts {
        let start = short(file.len());
        let mut common = Vec::new();
        common.extend([20_u16, 0, *method, 0, 0x21].iter().flat_map(|word| word.to_le_bytes()));
        common.extend([*crc, short(packed.len()), *size].iter().flat_map(|word| word.to_le_bytes()));
        common.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
        common.extend([0, 0]);
        file.extend(b"PK\x03\x04".iter().chain(&common).chain(name.as_bytes()).chain(packed));
        directory.extend(b"PK\x01\x02\x14\x00".iter().chain(&common));
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes().iter().chain(name.as_bytes()));
    }
    let (start, length) = (short(file.len()), short(directory.len()));
    let count = u16::try_from(parts.len()).expect("few parts").to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&count).chain(&count));
    file.extend(length.to_le_bytes().iter().chain(&start.to_le_bytes()).chain(&[0, 0]));
    file
}

/// The cells of a sheet.
type Cells<'a> = &'a [&'a [&'a str]];

/// A row of a sheet: its cells that are not empty.
fn row_of(line: usize, row: &[&str]) -> String {
    let cell = |(column, cell): (char, &&str)| {
        let days = cell.strip_prefix('d').filter(|days| days.parse::<f64>().is_ok());
        match days {
            Some(days) => format!("<c r=\"{column}{line}\" s=\"1\"><v>{days}</v></c>"),
            None if cell.parse::<f64>().is_ok() => format!("<c r=\"{column}{line}\"><v>{cell}</v></c>"),
            None => format!("<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        }
    };
    let cells: Vec<String> = ('A'..).zip(row).filter(|(_, cell)| !cell.is_empty()).map(cell).collect();
    format!("<row r=\"{line}\">{}</row>", cells.concat())
}

/// A workbook of sheets; `d` before a number is a date, a number is one, all else is text.
fn workbook(sheets: &[(&str, Cells<'_>)]) -> Vec<Part> {
    const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        list.push(format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        let target = format!("worksheets/sheet{number}.xml");
        links.push(format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/>"));
        let data: Vec<String> = (1..).zip(*rows).map(|(line, row)| row_of(line, row)).collect();
        let sheet = format!("{XML}<worksheet {MAIN}><sheetData>{}</sheetData></worksheet>", data.concat());
        parts.push(stored(&format!("xl/{target}"), &sheet));
    }
    parts.push(stored(
        "xl/workbook.xml",
        &format!("{XML}<workbook {MAIN}><sheets>{}</sheets></workbook>", list.concat()),
    ));
    let links = format!("{XML}<Relationships xmlns=\"{LINKS}\">{}</Relationships>", links.concat());
    parts.push(stored("xl/_rels/workbook.xml.rels", &links));
    let root = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    parts.push(stored("_rels/.rels", &format!("{XML}<Relationships xmlns=\"{LINKS}\">{root}</Relationships>")));
    let styles = "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    parts.push(stored("xl/styles.xml", &format!("{XML}<styleSheet {MAIN}>{styles}</styleSheet>")));
    parts
}

#[test]
fn a_workbook_is_enough_for_everything() {
    let book = archive(&workbook(&[
        ("sources", &[&["id", "kind", "party"], &["Ministry", "official", "houthi"]]),
        ("parties", &[&["id", "opposes"], &["houthi", "coalition"], &["coalition", ""]]),
        (
            "claims",
            &[
                &["A list of claims"],
                &["event", "group", "outcome", "count", "source", "as_of"],
                &["saada", "detainees", "killed", "70", "Ministry", "d44582"],
                &["saada", "detainees", "killed", "many dead", "Ministry", "d44582"],
                &["saada", "detainees", "wounded", "at least 138", "Ministry", "2022-01-21"],
            ],
        ),
        ("events", &[&["id", "start", "perpetrator"], &["saada", "d44582", "coalition"]]),
    ]));
    let mut book = Workbook::new(&book[..]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(book.sheets(), ["sources", "parties", "claims", "events"]);
    let rows = book.rows(None, TableReader::recognising()).unwrap_or_else(|faults| panic!("{faults}"));
    let (read, faults): (Vec<_>, Vec<_>) = rows.partition(Result::is_ok);
    let read: Vec<Imported> = read.into_iter().flatten().collect();
    assert_eq!(read[0].claims[0].count().as_str(), "70");
    assert_eq!(read[0].claims[0].as_of().to_string(), "2022-01-21");
    assert_eq!((read.len(), faults.len()), (2, 1));
    let fault = faults[0].as_ref().map_err(ToString::to_string);
    assert!(fault.is_err_and(|fault| fault.starts_with("D4: count: cannot read the count \"many dead\"")));
    let mut gathering = Gathering::declaring(book.declared().unwrap_or_else(|faults| panic!("{faults}")));
    for row in read {
        assert!(gathering.add(row).is_ok());
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(faults, []);
    assert_eq!(dossier.sources()[0].party().map(ToString::to_string).as_deref(), Some("houthi"));
    assert_eq!(dossier.events()[0].start().map(|start| start.to_string()).as_deref(), Some("2022-01-21"));
    let missing =
        book.rows(Some("counts"), TableReader::recognising()).map(|_| ()).map_err(|faults| faults.to_string());
    assert_eq!(missing, Err("1:1: no sheet \"counts\", only sources, parties, claims, events".to_owned()));
}

/// In a text 78.125 may be what others write 78,125; in a cell that holds a number it is not.
#[test]
fn numbers_of_a_sheet_are_not_taken_for_grouped_ones() {
    let rows: Cells<'_> = &[
        &["eventid", "iyear", "imonth", "iday", "nkill", "nwound"],
        &["1", "1993", "2", "26", "6", "78.125"],
        &["2", "1993", "2", "27", "1", "0.33"],
    ];
    let mut book = Workbook::new(&archive(&workbook(&[("gtd", rows)]))[..]).unwrap_or_else(|faults| panic!("{faults}"));
    let rows = book.rows(None, TableReader::recognising()).unwrap_or_else(|faults| panic!("{faults}"));
    let counts: Vec<String> =
        rows.flatten().flat_map(|row| row.claims).map(|claim| claim.count().to_string()).collect();
    assert_eq!(counts, ["6", "78 to 79", "1", "at most 1"]);
}

#[test]
fn what_is_no_workbook_says_so() {
    let fault = Workbook::new(&b"event,group\n"[..]).map(|_| ()).map_err(|faults| faults.to_string());
    assert!(fault.as_ref().is_err_and(|fault| fault.starts_with("1:1: no workbook: ")), "{fault:?}");
    let whole = archive(&workbook(&[("claims", &[&["event"]])]));
    for cut in (0..whole.len()).step_by(97) {
        assert!(Workbook::new(&whole[..cut]).is_err(), "cut at {cut}");
    }
}

/// A part of some megabytes that comes to hundreds of them, whether it says so or not.
#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    const MOST: u64 = 1 << 28;
    const TIMES: u64 = MOST / 258 + 10;
    // A block of deflate by the fixed code: a byte, and then again and again 258 bytes like the last one.
    let (mut packed, mut bits, mut length) = (Vec::new(), 0_u64, 0);
    let mut put = |code: u8, many: u32| {
        bits |= u64::from(code) << length;
        length += many;
        while length >= 8 {
            packed.push(u8::try_from(bits & 0xff).expect("eight bits"));
            bits >>= 8;
            length -= 8;
        }
    };
    put(0b011, 3);
    put(0x90_u8.reverse_bits(), 8);
    for _ in 0..TIMES {
        put(0b1100_0101_u8.reverse_bits(), 8);
        put(0, 5);
    }
    put(0, 7);
    put(0, 8);
    let refused = |size: u32| {
        let mut parts = workbook(&[("claims", &[&["event"]])]);
        parts.push(Part("xl/sharedStrings.xml".to_owned(), packed.clone(), 8, size, 0));
        Workbook::new(&archive(&parts)[..]).map(|_| ()).map_err(|faults| faults.to_string())
    };
    let honest = refused(u32::try_from(1 + TIMES * 258).expect("a size of four bytes"));
    assert!(honest.as_ref().is_err_and(|fault| fault.contains("comes to more than 268435456 bytes")), "{honest:?}");
    assert!(refused(100).is_err());
}

#[test]
fn of_a_workbook_that_begins_with_terms_of_use_the_other_sheets_are_named() {
    let book = archive(&workbook(&[
        ("Terms", &[&["Use it well"]]),
        ("Data", &[&["event", "group", "outcome", "count", "source", "as_of"]]),
        ("sources", &[&["id", "kind"]]),
    ]));
    let mut book = Workbook::new(&book[..]).unwrap_or_else(|faults| panic!("{faults}"));
    let rows = book.rows(None, TableReader::recognising()).unwrap_or_else(|faults| panic!("{faults}"));
    let faults: Vec<String> = rows.filter_map(Result::err).map(|faults| faults.to_string()).collect();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(faults[1], "A1: other sheets: Data (--sheet NAME)");
}
