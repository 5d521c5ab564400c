package dev.capstan.apply.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Manifests whose fields do not fit their kind: unknown ones, other types, entries of a list that are there twice. */
final class TypeRules {

    /** Paths hold keys of the manifest, whatever they are: no part of the pattern goes back on what it has matched. */
    private static final Pattern FIELD_ERROR = Pattern.compile(
            "(?:^|\\s)(\\.(?:[^\\s:\\[]++|\\[(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\]\"\\n]++)*+])*+): (.*)");

    private static final Pattern EXPECTED =
            Pattern.compile("expected (\\w+)(?: \\([^)]*\\))?,? (?:but )?got (.*)", Pattern.DOTALL);
    private static final Pattern DUPLICATE = Pattern.compile("duplicate entries for key \\[(.*)]");
    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "numeric", "a number",
            "number", "a number",
            "boolean", "true or false",
            "bool", "true or false",
            "list", "a list",
            "map", "a map",
            "integer", "a whole number",
            "int", "a whole number");
    private static final String CORRECT_FIELD =
            "Correct the name or the indentation of the field, or use an apiVersion that has it.";
    private static final String CORRECT_TYPE =
            "Write the value in its type: texts that look like numbers or true/false in quotes, numbers without.";

    private TypeRules() {}

    static List<Refusal.Rule> all() {
        return List.of(
                Refusal.Rule.on(
                        "failed to create typed patch object|failed to create manager for|\\.[\\w.\\[\\]]+: field not declared in schema",
                        (refusal, _) -> typed(refusal)),
                Refusal.Rule.on("strict decoding error: (.*)", (refusal, found) -> strict(refusal, found.group(1))),
                Refusal.Rule.on(
                        "cannot unmarshal (\\w+) into Go (?:struct field \\w+?\\.([\\w.]+)|value) of type ([\\w.\\[\\]*]+)",
                        (_, found) -> unmarshal(found)),
                Refusal.Rule.on(
                        "illegal base64 data",
                        (_, _) -> new Explanation(
                                "a value under data is not base64",
                                "Move the value to stringData, where it is written as it is, or encode it with base64.")),
                Refusal.Rule.on(
                        "(?:unable to parse quantity's suffix|quantities must match the regular expression)",
                        (_, _) -> new Explanation(
                                "a quantity of CPU, memory or storage cannot be read",
                                "Write quantities as 500m, 2, 128Mi or 1Gi.")),
                Refusal.Rule.on(
                        "managedFields must be nil",
                        (_, _) -> new Explanation(
                                "metadata.managedFields is set, which only the API server may do",
                                "Take metadata.managedFields out of the manifest; with it resourceVersion, uid and status.")),
                Refusal.Rule.on(
                        "(?:does not match the namespace of the provided object|namespace of the provided object does not match)",
                        (_, _) -> new Explanation(
                                "the namespace in the manifest is another one than that of the request",
                                "Correct metadata.namespace, or targetNamespace of the whole set.")),
                Refusal.Rule.on(
                        "invalid object: .*|Object 'Kind' is missing|couldn't get version/kind",
                        (_, _) -> new Explanation(
                                "the API server cannot read the object: its apiVersion or kind is missing or malformed",
                                "Correct apiVersion and kind.")));
    }

    private static Explanation typed(Refusal refusal) {
        List<String> sentences = new ArrayList<>();
        String advice = CORRECT_TYPE;
        for (String line : refusal.message().split("\\n", -1)) {
            Matcher field = FIELD_ERROR.matcher(line);
            if (field.find()) {
                String path = FieldRules.path(field.group(1));
                String what = field.group(2).strip();
                if (what.startsWith("field not declared in schema")) {
                    sentences.add("the field " + path + " does not exist in "
                            + refusal.id().kind());
                    advice = CORRECT_FIELD;
                } else {
                    Matcher twice = DUPLICATE.matcher(what);
                    if (twice.find()) {
                        advice = "Keep one of the two entries.";
                        sentences.add(path + " holds two entries with "
                                + twice.group(1).replace(",", ", "));
                    } else {
                        sentences.add(path + " " + expectation(what));
                    }
                }
            }
        }
        return new Explanation(
                sentences.isEmpty()
                        ? "the fields of the manifest do not fit "
                                + refusal.id().kind()
                        : FieldRules.joined(sentences),
                advice);
    }

    private static String expectation(String what) {
        Matcher expected = EXPECTED.matcher(what);
        return expected.find()
                ? "must be " + type(expected.group(1)) + given(expected.group(2))
                : "does not fit: " + ServerText.clean(what);
    }

    private static String given(String got) {
        String value = got.replaceFirst("^&value\\.valueUnstructured\\{Value:(?:interface ?\\{\\}\\()?", "")
                .strip();
        String type;
        if (TYPES.containsKey(value)) {
            type = type(value);
        } else if (value.matches("-?\\d.*")) {
            type = "a number";
        } else if (value.startsWith("true") || value.startsWith("false")) {
            type = "true or false";
        } else if (value.startsWith("map[") || value.startsWith("&{map") || value.startsWith("{map")) {
            type = "a map";
        } else if (value.startsWith("[") || value.startsWith("&{[") || value.startsWith("{[")) {
            type = "a list";
        } else if (value.startsWith("<nil>") || value.startsWith("nil") || value.startsWith("&{<nil>")) {
            type = "nothing";
        } else {
            return "";
        }
        return ", not " + type;
    }

    private static String type(String word) {
        return TYPES.getOrDefault(word, word);
    }

    private static Explanation strict(Refusal refusal, String errors) {
        List<String> sentences = new ArrayList<>();
        Matcher error = Pattern.compile(
                        "(unknown|duplicate) field \"([^\"]+)\"|(?:json: )?cannot unmarshal (\\w+)[^,]*")
                .matcher(errors);
        boolean isTwice = false;
        while (error.find()) {
            if (error.group(1) == null) {
                continue;
            }
            boolean isUnknown = error.group(1).equals("unknown");
            isTwice |= !isUnknown;
            sentences.add(
                    isUnknown
                            ? "the field " + error.group(2) + " does not exist in "
                                    + refusal.id().kind()
                            : "the field " + error.group(2) + " is there twice");
        }
        return sentences.isEmpty()
                ? new Explanation(ServerText.clean(errors), CORRECT_TYPE)
                : new Explanation(FieldRules.joined(sentences), isTwice ? "Keep one of the two." : CORRECT_FIELD);
    }

    private static Explanation unmarshal(Matcher found) {
        String field = Optional.ofNullable(found.group(2)).orElse("a field");
        String wanted = found.group(3);
        String type = wanted.matches("u?int\\d*")
                ? "a whole number"
                : wanted.startsWith("[]")
                        ? "a list"
                        : wanted.startsWith("map") || wanted.contains(".") ? "a map" : type(wanted);
        String got = found.group(1).equals("object")
                ? "a map"
                : found.group(1).equals("array") ? "a list" : type(found.group(1));
        return new Explanation(field + " must be " + type + ", not " + got, CORRECT_TYPE);
    }
}
