package dev.capstan.helm.differential;

import java.util.List;
import java.util.Random;

/** Random expressions of templates: mostly of types that fit, sometimes not. The same random numbers make the same expressions. */
final class RandomExpression {
    private static final List<String> TEXT_VALUES = List.of(
            ".Values.name",
            ".Values.image.tag",
            ".Release.Name",
            ".Release.Namespace",
            ".Chart.Name",
            ".Chart.Version",
            ".Chart.AppVersion",
            ".Values.words.yes",
            ".Values.texts.empty",
            ".Values.texts.long",
            ".Values.texts.quotes",
            ".Values.texts.umlaut",
            ".Values.global.zone",
            ".Capabilities.KubeVersion.Version",
            ".Values.missing",
            "\"a b\"",
            "\"x-y_z.1\"",
            "`raw \"text\"`",
            "\"\"",
            "\"ÄÖ ü\"",
            "\"1.2.3\"",
            "\"42\"");

    private static final List<String> NUMBERS = List.of(
            ".Values.port",
            ".Values.replicas",
            ".Values.numbers.big",
            ".Values.numbers.fraction",
            ".Values.numbers.negative",
            ".Values.numbers.zero",
            ".Values.numbers.octal",
            "3",
            "0",
            "-7",
            "2.5",
            "1e3",
            "0x10",
            "'a'",
            "(len .Values.list)",
            ".Release.Revision");

    private static final List<String> LISTS = List.of(
            ".Values.list",
            ".Values.mixed",
            ".Values.emptyList",
            "(list 1 \"a\" true nil)",
            "(list \"b\" \"a\" \"c\" \"a\")",
            "(until 4)",
            "(splitList \",\" \"x,y,z\")",
            "(keys .Values.image | sortAlpha)",
            ".Values.maps");

    private static final List<String> MAPS = List.of(
            ".Values.image",
            ".Values.texts",
            ".Values.numbers",
            ".Values.emptyMap",
            ".Values.words",
            "(dict \"k\" 1 \"l\" (list 1 2))",
            "(dict)",
            ".Chart",
            ".Release",
            "(index .Values.maps 0)");

    private static final List<String> TEXT_CHANGES = List.of(
            "upper",
            "lower",
            "title",
            "untitle",
            "trim",
            "quote",
            "squote",
            "b64enc",
            "sha256sum",
            "sha1sum",
            "adler32sum",
            "snakecase",
            "camelcase",
            "kebabcase",
            "swapcase",
            "nospace",
            "initials",
            "trunc 3",
            "trunc -3",
            "abbrev 6",
            "nindent 2",
            "indent 3",
            "repeat 2",
            "replace \"a\" \"bb\"",
            "trimSuffix \"x\"",
            "trimPrefix \"a\"",
            "trimAll \"ab\"",
            "substr 0 2",
            "cat \"z\"",
            "toString",
            "print",
            "printf \"%5s|\"",
            "printf \"%q\"",
            "printf \"%v\"",
            "default \"dflt\"",
            "toJson",
            "toYaml",
            "html",
            "js",
            "urlquery",
            "wrap 5",
            "wrapWith 4 \"|\"",
            "base",
            "dir",
            "ext",
            "clean",
            "regexFind \"[a-z]+\"",
            "regexReplaceAll \"a(.)\" \"${1}b\"",
            "b32enc",
            "coalesce \"\"",
            "toRawJson",
            "toPrettyJson",
            "regexQuoteMeta",
            "list | join \"+\"",
            "sha512sum | trunc 9");

    private static final List<String> TEXT_FUNCTIONS = List.of(
            "b64dec",
            "contains \"a\"",
            "hasPrefix \"a\"",
            "hasSuffix \"x\"",
            "int",
            "int64",
            "float64",
            "atoi",
            "len",
            "kindOf",
            "typeOf",
            "regexMatch \"^[a-z]+$\"",
            "regexSplit \"-\" -1",
            "empty",
            "splitList \"-\"",
            "split \".\"",
            "toStrings",
            "isAbs",
            "not",
            "fromYaml",
            "fromJson",
            "fromYamlArray",
            "fromJsonArray",
            "shuffle | len",
            "splitn \"-\" 2",
            "regexFindAll \"[a-z]\" 2",
            "typeIs \"string\"",
            "kindIs \"map\"",
            "urlParse",
            "toDecimal",
            "upper | lower | title");

    private static final List<String> NUMBER_FUNCTIONS = List.of(
            "add 1",
            "add1",
            "sub 10",
            "mul 3",
            "div 100",
            "mod 7",
            "max 5",
            "min 5",
            "int",
            "int64",
            "float64",
            "floor",
            "ceil",
            "round 1",
            "toString",
            "quote",
            "printf \"%d\"",
            "printf \"%v\"",
            "printf \"%05.1f\"",
            "printf \"%x\"",
            "toJson",
            "toYaml",
            "kindOf",
            "typeOf",
            "default 9",
            "empty",
            "addf 0.5",
            "mulf 2",
            "divf 3",
            "subf 1",
            "maxf 2.5",
            "biggest 4",
            "not",
            "print",
            "min 9 | int | until",
            "seq",
            "toDecimal",
            "durationSeconds",
            "durationRoundTo \"1m\"");

    private static final List<String> LIST_FUNCTIONS = List.of(
            "first",
            "last",
            "rest",
            "initial",
            "len",
            "join \"-\"",
            "sortAlpha",
            "uniq",
            "reverse",
            "compact",
            "toJson",
            "toYaml",
            "has \"a\"",
            "without . \"a\"",
            "append . 5",
            "prepend . \"p\"",
            "concat .",
            "toStrings",
            "quote",
            "kindOf",
            "typeOf",
            "slice 1",
            "mustFirst",
            "mustSlice 0 2",
            "toYamlPretty",
            "print",
            "default (list 1)",
            "empty",
            "index . 0",
            "chunk 2",
            "toRawJson",
            "toStrings | sortAlpha | join \" \"",
            "mustHas \"a\"",
            "compact | len");

    private static final List<String> MAP_FUNCTIONS = List.of(
            "keys | sortAlpha | join \",\"",
            "len",
            "toJson",
            "toYaml",
            "hasKey . \"tag\"",
            "get . \"tag\"",
            "omit . \"tag\"",
            "pick . \"tag\" \"k\"",
            "values | len",
            "merge (dict \"z\" 1)",
            "mergeOverwrite (dict \"tag\" \"m\")",
            "deepCopy",
            "kindOf",
            "typeOf",
            "toYamlPretty",
            "dig \"a\" \"b\" \"none\"",
            "print",
            "empty",
            "toToml",
            "mustToJson",
            "default (dict)",
            "set . \"n\" 1 | len",
            "toPrettyJson",
            "unset . \"k\" | len",
            "pluck \"tag\" | toJson");

    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** An expression without braces. */
    String next() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> text();
            case 3, 4 -> piped(any(NUMBERS), NUMBER_FUNCTIONS);
            case 5, 6 -> piped(any(LISTS), LIST_FUNCTIONS);
            case 7, 8 -> piped(any(MAPS), MAP_FUNCTIONS);
            case 9 -> comparison();
            case 10 -> call();
            default -> any(TEXT_VALUES);
        };
    }

    /** Changes of a text, and sometimes something else of it at the end. */
    private String text() {
        String value = any(TEXT_VALUES);
        var text =
                new StringBuilder(value.equals(".Values.missing") && !oneIn(8) ? value + " | default \"none\"" : value);
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(" | ").append(any(TEXT_CHANGES));
        }
        if (oneIn(3)) {
            text.append(" | ").append(any(TEXT_FUNCTIONS));
        }
        return text.toString();
    }

    private String piped(String value, List<String> functions) {
        String text = value;
        int count = 1 + (oneIn(8) ? 1 : 0);
        for (int i = 0; i < count; i++) {
            String function =
                    any(oneIn(40) ? any(List.of(TEXT_FUNCTIONS, NUMBER_FUNCTIONS, LIST_FUNCTIONS)) : functions);
            text = function.contains(" . ") || function.endsWith(" .")
                    ? function.replaceFirst(
                            " \\.( |$)", " (" + text.replace("$", "\\$").replace("\\", "\\\\") + ")$1")
                    : text + " | " + function;
        }
        return text;
    }

    private String comparison() {
        String function = any(List.of("eq", "ne", "lt", "le", "gt", "ge", "and", "or"));
        List<String> kind = oneIn(2) ? TEXT_VALUES : NUMBERS;
        String left = any(kind);
        String right = any(oneIn(12) ? any(List.of(TEXT_VALUES, NUMBERS)) : kind);
        return function + " " + left + " " + right;
    }

    private String call() {
        return switch (random.nextInt(14)) {
            case 0 -> "include \"chart.name\" .";
            case 1 -> "include \"chart.labels\" . | nindent 4";
            case 2 -> "tpl .Values.template .";
            case 3 -> "tpl \"{{ .Values.name }}-{{ " + any(TEXT_VALUES).replace("\"", "`") + " }}\" .";
            case 4 -> "required \"the value is needed\" " + any(TEXT_VALUES);
            case 5 -> "printf \"%s-%v\" " + any(TEXT_VALUES) + " " + any(NUMBERS);
            case 6 -> "ternary \"yes\" \"no\" (eq " + any(TEXT_VALUES) + " \"x\")";
            case 7 ->
                "semverCompare \"" + any(List.of(">=1.20-0", "^1.2.3", "~1.2", "1.x || >=2", ">1 <3", "bad")) + "\" "
                        + any(List.of("\"1.2.3\"", ".Chart.Version", ".Capabilities.KubeVersion.Version", "\"x\""));
            case 8 -> "lookup \"v1\" \"ConfigMap\" \"ns\" " + any(TEXT_VALUES);
            case 9 -> "index " + any(MAPS) + " " + any(List.of("\"tag\"", "\"k\"", "0", ".Values.name"));
            case 10 -> "index " + any(LISTS) + " " + any(List.of("0", "1", "9", "-1", "\"x\""));
            case 11 -> "coalesce " + any(TEXT_VALUES) + " " + any(NUMBERS) + " " + any(TEXT_VALUES);
            case 12 ->
                ".Files.Get \"" + any(List.of("a.txt", "conf/b.yaml", "none")) + "\" | "
                        + any(List.of("quote", "b64enc", "fromYaml | toJson", "len"));
            default ->
                "(.Files.Glob \"" + any(List.of("*.txt", "conf/*", "**", "[a-b].txt", "{a,c}.txt")) + "\")."
                        + any(List.of("AsConfig", "AsSecrets"));
        };
    }

    /** A line, or several, of a template. */
    String line(int number) {
        String label = "%02d".formatted(number);
        return switch (random.nextInt(14)) {
            case 0 -> label + " {{ if " + next() + " }}yes{{ else }}no{{ end }}";
            case 1 -> label + " {{ with " + next() + " }}[{{ . }}]{{ else }}none{{ end }}";
            case 2 -> label + " {{ range " + any(LISTS) + " }}<{{ . }}>{{ else }}empty{{ end }}";
            case 3 -> label + " {{ range $k, $v := " + any(MAPS) + " }}{{ $k }}={{ $v | toJson }};{{ end }}";
            case 4 -> label + " {{ $x := " + next() + " }}{{ $x }}{{ $x = 1 }}{{ $x }}";
            case 5 ->
                label + " {{- range $i, $e := " + any(LISTS)
                        + " }}{{ if eq $i 2 }}{{ break }}{{ end }} {{ $i }}{{ end }}";
            case 6 -> label + " {{- /* a comment */ -}} [{{- " + next() + " -}}]";
            case 7 ->
                label + " {{ if and (" + next() + ") (not (" + next() + ")) }}a{{ else if " + next() + " }}b{{ end }}";
            default -> label + " [{{ " + next() + " }}]";
        };
    }
}
