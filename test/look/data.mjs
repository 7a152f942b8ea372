/**
 * What no catalogue says: names, addresses and readers of the stand-in station and the bench, languages under their own
 * names, and what react-aria says for a screen reader.
 */
export const data =
  /Training: the DM Server of this bench|Training bench|Bootstation \d\d-\d\d \d\d \d\d|https:\/\/127\.0\.0\.1:\d+\/dm|Nordwind(?: Mobile|, DM 2\.0)?|Harbour Telecom|Altmark Telecom|Virtual PCD \d\d \d\d|Access point|Portal|Site|Password of the device|uicc-dm20|English|Deutsch|Dismiss|[\w.:/-]+\.(?:example|nordwind)[\w/:-]*/g
