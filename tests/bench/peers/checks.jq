# The checks of a catalogue's entries in jq, over declarations in JSON: jq -c -n -f checks.jq FILE...
def sound: (.id | type == "string" and (contains("/") | not)) and (.level | . == "general" or . == "important" or . == "core")
  and .records >= 0 and .storage_gb >= 0 and (.updated_on | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
def complete: (.category // "") != "" and (.owner // "") != "";
reduce (inputs | .data_catalog.entries) as $entries ({entries: 0, incomplete: 0, counted: 0, storage_gb: 0};
  if ($entries | map(.id) | unique | length) != ($entries | length) or ($entries | all(sound) | not) then error("unsound") else . end
  | .entries += ($entries | length)
  | .incomplete += ($entries | map(select(complete | not)) | length)
  | ($entries | map(select(.level != "general"))) as $counted
  | .counted += ($counted | length)
  | .storage_gb += ($counted | map(.storage_gb) | add // 0))
| .storage_gb |= round
