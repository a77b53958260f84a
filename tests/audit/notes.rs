//! Notes as ACLED's coders write them, with the figure in the column beside them.

use corroborate::Finding;
use corroborate::audit::Table;
use corroborate::exchange::{Format, Rows};

/// What the audit says of a row: the counts that the note names and the figure is not.
fn named(note: &str, figure: u64) -> String {
    let table = format!(
        "event_id_cnty,event_date,country,location,source,notes,fatalities\n\
         AAA1,2021-06-04,Aland,Town,City Paper,\"{}\",{figure}\n",
        note.replace('"', "\"\"")
    );
    let row = Rows::new(Format::Acled, table.as_bytes()).next().expect("a row").expect("a sound row");
    let says: Vec<String> = Table::new().findings(&row).iter().map(Finding::says).collect();
    assert!(says.len() < 2, "{says:?}");
    let Some(says) = says.first() else { return String::new() };
    let (before, names) = says.split_once(" and the words beside it name ").expect("the only rule that reads notes");
    assert_eq!(before, format!("row acled:AAA1 (line 2, column 7): the figure is {figure},"));
    names.trim_end_matches('.').to_owned()
}

#[track_caller]
fn all(cases: &[(&str, u64, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|&(note, figure, expected)| {
            let found = named(note, figure);
            (found != expected).then(|| format!("{figure}, {note:?}: found {found:?}, right is {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_note_that_agrees_with_its_figure() {
    all(AGREEING);
}

#[test]
fn a_note_that_names_other_counts() {
    all(DIFFERING);
}

const AGREEING: &[(&str, u64, &str)] = &[
    ("On 3 March 2022, militants attacked a base near Hill. 5 soldiers were killed and 8 wounded.", 5, ""),
    ("On 12 May 2021, an armed group ambushed a police patrol. At least 5 fatalities.", 5, ""),
    ("An armed group ambushed a police patrol. At least 5 fatalities.", 6, ""),
    ("Residents marched against fuel prices. No fatalities.", 0, ""),
    ("Clash between two clans over pasture. Unknown fatalities.", 0, ""),
    ("Clash between two clans over pasture. Casualties unknown.", 0, ""),
    ("An unknown number of people were killed.", 0, ""),
    ("Death toll unknown.", 0, ""),
    ("Air raid on a market, 10 killed in total (10 fatalities split across 2 events).", 5, ""),
    ("Air raid. 10 fatalities split between 3 events (total 10).", 3, ""),
    ("Fatalities split across 2 events (total 10).", 5, ""),
    ("Ambush. Several fatalities, coded as 3.", 3, ""),
    ("Ambush. No number of fatalities given, coded as 3.", 3, ""),
    ("Clashes. Unspecified fatalities coded as 10.", 10, ""),
    ("Around 4 June, a bomb exploded in a tea shop, killing 10 people, including 5 children.", 10, ""),
    ("Two suicide bombers blew themselves up, killing 12 civilians and both attackers.", 12, ""),
    ("The blast killed 12 civilians and 2 attackers.", 14, ""),
    ("3 civilian fatalities and 2 rebel fatalities.", 5, ""),
    ("The rebels claimed that 25 soldiers were killed, while officials put the toll at 3.", 3, ""),
    ("The rebels claimed that 25 soldiers were killed, while officials put the toll at 3.", 25, ""),
    ("Police shot dead a man in his house.", 1, ""),
    ("The attack killed one soldier and injured four others.", 1, ""),
    ("A 12-year-old boy was killed when a mine exploded.", 1, ""),
    ("Soldiers recovered the body of a fighter, 34.", 1, ""),
    ("A roadside bomb exploded. 3 vehicles were destroyed and 2 soldiers wounded.", 0, ""),
    ("Around 200 protesters gathered at the gate. 12 were arrested. No injuries.", 0, ""),
    ("The army shelled the village 7 times, killing 40 sheep.", 0, ""),
    ("Nobody was killed but 7 were hurt.", 0, ""),
    ("No one was killed. 7 people were injured, 2 critically.", 0, ""),
    ("Casualties: 4 killed, 7 injured.", 4, ""),
    ("21 casualties were reported.", 6, ""),
    ("Dozens were killed when the boat was hit.", 12, ""),
    ("Hundreds of people were reportedly killed.", 100, ""),
    ("Several people were killed.", 10, ""),
    ("Several people were killed.", 3, ""),
    ("As many as 30 were killed.", 30, ""),
    ("Between 10 and 15 people were killed.", 12, ""),
    ("More than 20 fighters were killed.", 20, ""),
    ("More than 20 fighters were killed.", 25, ""),
    ("Nearly 50 dead.", 48, ""),
    ("The military said that 8 rebels were neutralized.", 8, ""),
    ("9 dead on both sides (5 soldiers, 4 rebels).", 9, ""),
    ("Overall, 25 were killed in the province, of whom 2 in Town.", 2, ""),
    ("Three people died of their injuries.", 3, ""),
    ("An estimated 30 people lost their lives.", 30, ""),
    ("Death toll rose to 14, from 9 the day before.", 14, ""),
    ("Students protested against the killing of 12 classmates by police the day before.", 0, ""),
    ("Residents held a vigil in memory of the 49 people killed in the massacre of 2019.", 0, ""),
    ("Families marched to demand justice for 5 people killed by soldiers.", 0, ""),
    ("Shepherds mourned 3 villagers who were killed in May.", 0, ""),
    (
        "On 2 Feb 2023, suspected bandits attacked Kare village and abducted 14 farmers. 3 of the farmers were later found dead.",
        3,
        "",
    ),
    (
        "Al Shabaab militants fired mortars at Halane camp; one mortar landed near a school. 2 children killed, 5 others injured.",
        2,
        "",
    ),
    ("Property destruction: Herders burnt 40 houses and killed 6 residents overnight.", 6, ""),
    ("Rioters set fire to a police post. One rioter was shot dead, and 12 policemen were wounded.", 1, ""),
    ("Prisoners rioted over food. Around 30 were injured. No deaths were reported.", 0, ""),
    (
        "Interception: air defence shot down 12 drones over the city. Debris damaged 3 houses. There were no casualties.",
        0,
        "",
    ),
    (
        "Military forces conducted an airstrike on a militant camp, reportedly killing at least 15 militants, including 2 commanders.",
        15,
        "",
    ),
    ("Gunmen killed a village head and his two sons.", 3, ""),
    ("A local councillor was assassinated by unknown gunmen on a motorbike.", 1, ""),
    ("Teachers on strike for 3 weeks marched in the capital. 2 teachers fainted.", 0, ""),
    ("Relatives of the 43 missing students demonstrated in front of the barracks.", 0, ""),
    ("Thousands of people took part in the funeral of the 7 victims of the shooting.", 0, ""),
    (
        "Tribal clash over land in Lakes state: 8 people killed from both sides and 11 wounded; 200 cattle raided.",
        8,
        "",
    ),
    ("Suicide vest exploded prematurely, killing the bomber only.", 1, ""),
    ("A 70-year-old woman and her 2 grandchildren were killed when a shell hit their home.", 3, ""),
    ("Remote explosive detonated; five soldiers KIA, two WIA.", 5, ""),
    ("Two bodies with gunshot wounds were discovered on the outskirts of town.", 2, ""),
    ("Twelve people drowned as they fled the attack.", 12, ""),
    ("Police dispersed the crowd with tear gas; 1 person succumbed to injuries.", 1, ""),
    ("More than a hundred people were killed in two days of fighting.", 100, ""),
    ("10 militants surrendered, 4 were killed and 3 arrested.", 4, ""),
    ("Clashes left one dead and several injured.", 1, ""),
    ("Clashes left several dead and one injured.", 10, ""),
    ("Fatalities: 3 (2 civilians, 1 soldier).", 3, ""),
    ("3 fatalities recorded. 5 other deaths were reported the previous day in Hill.", 3, ""),
    ("A grenade was thrown at the house of a judge. He escaped unhurt. His guard died.", 1, ""),
    ("Death of 2 detainees under torture was reported.", 2, ""),
    ("In total, 24 fatalities were recorded across 8 locations; 3 coded here.", 3, ""),
    ("Government forces lost 14 men, while 20 insurgents were slain.", 34, ""),
    ("Vigilantes lynched two suspected thieves.", 2, ""),
    ("4-5 people were shot dead at a checkpoint.", 5, ""),
    ("Soldiers opened fire on a bus. 3 dead, incl. 1 child.", 3, ""),
    ("No one was hurt in the blast, which killed 20 cows.", 0, ""),
    ("5 people including two policemen killed.", 5, ""),
    ("30 casualties were evacuated by helicopter.", 4, ""),
];

const DIFFERING: &[(&str, u64, &str)] = &[
    ("On 3 March 2022, militants attacked a base near Hill. 5 soldiers were killed and 8 wounded.", 0, "5"),
    ("An armed group ambushed a police patrol. At least 5 fatalities.", 0, "at least 5"),
    ("An armed group ambushed a police patrol. At least 5 fatalities.", 2, "at least 5"),
    ("Raid. No reported fatalities. The army claimed to have killed 21 fighters.", 0, "21"),
    ("Death toll of 21.", 0, "21"),
    ("The death toll was put at 21 by the hospital.", 2, "21"),
    ("Shelling of a market. 10 were killed.", 5, "10"),
    ("21 casualties found.", 0, "21"),
    ("21 bodies found under the rubble.", 0, "21"),
    ("The bodies of 4 men were found near the river.", 0, "4"),
    ("8 corpses were dumped by the road.", 0, "8"),
    ("A mass grave with 21 bodies was found.", 0, "21"),
    ("Around 4 June, a bomb exploded in a tea shop, killing 10 people, including 5 children.", 5, "10"),
    ("The blast killed 12 civilians and 2 attackers.", 7, "12, 2"),
    ("The rebels claimed that 25 soldiers were killed, while officials put the toll at 3.", 0, "25, 3"),
    ("Casualties: 4 killed, 7 injured.", 11, "4"),
    ("Killed: 3; injured: 4.", 0, "3"),
    ("5 killed 12 wounded.", 12, "5"),
    ("Gunmen fired on a bus, killing 2 and wounding 5.", 5, "2"),
    ("5 people were killed.", 50, "5"),
    ("Several people were killed.", 0, "several"),
    ("Dozens were killed when the boat was hit.", 0, "dozens"),
    ("A dozen villagers were killed.", 2, "about 12"),
    ("A couple of men were killed.", 0, "a couple"),
    ("More than 20 fighters were killed.", 2, "more than 20"),
    ("Between 10 and 15 people were killed.", 3, "10 to 15"),
    ("1 fatality.", 0, "1"),
    ("One soldier was killed by a sniper.", 0, "1"),
    ("Militants beheaded 3 villagers.", 0, "3"),
    ("Gunmen executed 6 captives.", 0, "6"),
    ("The army said it had eliminated 8 terrorists.", 0, "8"),
    ("Its military wing claimed to have killed 6 and captured 3.", 0, "6"),
    ("Al Hilal claimed 17 soldiers dead.", 0, "17"),
    ("An estimated 30 people lost their lives.", 0, "about 30"),
    ("The flood claimed the lives of 8 people.", 0, "8"),
    ("Demonstrators clashed with police, who opened fire, killing 4.", 0, "4"),
    ("At least 3 soldiers were killed. Fatalities coded as 0 (Group A reported 7 fatalities).", 0, "at least 3, 7"),
    ("Nobody was hurt in the first raid. In the second, 4 people were killed.", 0, "4"),
    ("Property destruction: Herders burnt 40 houses and killed 6 residents overnight.", 0, "6"),
    (
        "Military forces conducted an airstrike on a militant camp, reportedly killing at least 15 militants, including 2 commanders.",
        2,
        "at least 15",
    ),
    ("Gunmen killed a village head and his two sons.", 0, "2"),
    ("Protesters blocked a road after a truck killed 2 schoolchildren.", 0, "2"),
    (
        "The Ministry of Defence reported destroying 3 tanks and killing up to 40 servicemen. ACLED codes 0 fatalities.",
        0,
        "at most 40",
    ),
    (
        "Tribal clash over land in Lakes state: 8 people killed from both sides and 11 wounded; 200 cattle raided.",
        19,
        "8",
    ),
    ("Two bodies with gunshot wounds were discovered on the outskirts of town.", 0, "2"),
    ("More than a hundred people were killed in two days of fighting.", 5, "more than 100"),
    ("10 militants surrendered, 4 were killed and 3 arrested.", 10, "4"),
    ("Clashes left several dead and one injured.", 1, "several"),
    ("Fatalities: 3 (2 civilians, 1 soldier).", 1, "3"),
    ("The group claimed 9 killed; the army denied any losses.", 0, "9"),
    ("Government forces lost 14 men, while 20 insurgents were slain.", 0, "14, 20"),
    ("4-5 people were shot dead at a checkpoint.", 0, "4 to 5"),
    ("Women protested against femicide after 300 women were killed this year.", 0, "300"),
];
