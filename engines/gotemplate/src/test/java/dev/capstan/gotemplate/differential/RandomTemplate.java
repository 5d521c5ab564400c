package dev.capstan.gotemplate.differential;

import java.util.List;
import java.util.Random;

/** Makes templates: mostly sensible ones, some with mistakes. The same seed makes the same template. */
public final class RandomTemplate {

    private static final List<String> FIELDS = List.of(
            "s",
            "e",
            "u",
            "raw",
            "i",
            "neg",
            "z",
            "i64",
            "i8",
            "i32",
            "u8",
            "u64",
            "uint",
            "f",
            "big",
            "small",
            "mil",
            "fz",
            "f32",
            "t",
            "ff",
            "nil",
            "l",
            "el",
            "ss",
            "is",
            "by",
            "m",
            "em",
            "sm",
            "v",
            "st",
            "ns",
            "nl",
            "nm",
            "sp",
            "pm",
            "nope",
            "m.a",
            "m.b",
            "m.b.c",
            "m.b.d",
            "m.nil",
            "m.nope",
            "m.é",
            "m.nope.x",
            "m.nil.x",
            "s.x",
            "sm.k",
            "sm.nope",
            "v.x",
            "v.Keys",
            "v.nope",
            "st.Name",
            "st.Size",
            "st.Any",
            "st.Any.x",
            "st.hidden",
            "st.Spot",
            "st.Spot.X",
            "st.Spot.String",
            "st.Tags",
            "st.Hello",
            "st.Nope",
            "ns.Name",
            "ns.Nope",
            "nm.x",
            "em.x",
            "em.x.y",
            "sp.String",
            "l.x",
            "i.x",
            "nil.x",
            "t.x",
            "by.x",
            "f.x.y",
            "nope.x");
    private static final List<String> CONSTANTS = List.of(
            "1",
            "0",
            "-3",
            "+4",
            "42",
            "1.5",
            "-0.0",
            "1e3",
            "2.50",
            "1_000",
            "0x1F",
            "0X1p4",
            "0b101",
            "0o17",
            "017",
            "'a'",
            "'\\n'",
            "'é'",
            "\"x\"",
            "\"hello\"",
            "\"k\"",
            "\"a\"",
            "`raw`",
            "\"\\u00e9\\x41\\n\"",
            "true",
            "false",
            "nil",
            "1e400",
            "08",
            "1i",
            "1.0",
            "1e6",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"");
    private static final List<String> ONE = List.of(
            "len",
            "not",
            "html",
            "js",
            "urlquery",
            "print",
            "println",
            "upper",
            "float",
            "uint8",
            "bool",
            "size",
            "count",
            "int64",
            "fail",
            "list",
            "dict");
    private static final List<String> TWO =
            List.of("eq", "ne", "lt", "le", "gt", "ge", "index", "and", "or", "print", "join", "dict", "list", "slice");
    private static final List<String> VERBS = List.of(
            "%v",
            "%s",
            "%d",
            "%q",
            "%T",
            "%+v",
            "%#v",
            "%x",
            "%X",
            "%o",
            "%b",
            "%c",
            "%U",
            "%e",
            "%f",
            "%g",
            "%t",
            "%5d",
            "%-5d|",
            "%05d",
            "%+d",
            "% d",
            "%6.2f",
            "%.3s",
            "%8s",
            "%-8s|",
            "%08.3f",
            "%#x",
            "%# x",
            "%+q",
            "%#q",
            "%O",
            "%E",
            "%G",
            "%F",
            "%5t",
            "%05s",
            "%.0f",
            "%#g",
            "%+.3e",
            "% x",
            "%x",
            "%w",
            "%!",
            "%z",
            "%[2]v",
            "%[1]v %[1]T",
            "%*d",
            "%.*f",
            "%%",
            "%",
            "%5%",
            "%#o",
            "%#b",
            "%#U",
            "%-10q|",
            "%10v",
            "%.2v",
            "%+v",
            "%é",
            "%6.3v",
            "%[9]d",
            "%[1]*d",
            "%[2]*[1]d",
            "%[3]d",
            "%.[2]*[1]f",
            "%-*d|",
            "%+v",
            "%#v",
            "%08b",
            "%x",
            "%X");

    private final Random random;

    public RandomTemplate(long seed) {
        this.random = new Random(seed);
    }

    public String next() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append("{{ define \"t\" }}[").append(action(2)).append("]{{ end }}\n");
        }
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            text.append(statement(2));
        }
        return random.nextInt(8) == 0 ? mutate(text.toString()) : text.toString();
    }

    private String mutate(String text) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 ->
                text.substring(0, at)
                        + pick(List.of("{{", "}}", "(", ")", "\"", "|", ".", "$", "-", "\n", "@", ":="))
                        + text.substring(at);
            default -> text.substring(0, at);
        };
    }

    private String statement(int depth) {
        if (depth == 0) {
            return action(1);
        }
        return switch (random.nextInt(24)) {
            case 0 -> "text \n " + action(depth);
            case 1 -> open("if " + pipe(depth)) + statement(depth - 1) + open("else") + "E" + open("end");
            case 2 -> open("if " + pipe(depth)) + "1" + open("else if " + pipe(depth)) + "2" + open("end");
            case 3 ->
                open("with " + pipe(depth)) + "<{{ . }}>" + statement(depth - 1) + open("else") + "none" + open("end");
            case 4 -> open("range " + pipe(depth)) + "({{ . }})" + open("else") + "none" + open("end");
            case 5 ->
                open("range $i, $e := " + pipe(depth)) + "{{ $i }}={{ $e }};" + statement(depth - 1) + open("end");
            case 6 ->
                open("range $e := " + pipe(depth)) + "{{ $e }};{{ if eq $e 1 }}{{ break }}{{ end }}" + open("end");
            case 7 -> "{{ $x := " + pipe(depth) + " }}{{ $x }}{{ $x = " + pipe(1) + " }}{{ $x }}";
            case 8 -> "{{ template \"t\" " + operand(1) + " }}";
            case 9 -> "{{ include \"t\" " + operand(1) + " }}";
            case 10 -> "{{ $y := " + operand(1) + " }}{{ $y.a }}{{ $y.b.c | print 1 }}{{ ($y).x }}";
            case 11 -> " {{- /* a comment\n */ -}} \n" + statement(depth - 1);
            case 12 -> open("block \"b\" " + pipe(1)) + statement(depth - 1) + open("end");
            case 13 ->
                "{{ $i := 0 }}{{ $e := 9 }}" + open("range $i, $e = " + pipe(depth)) + "." + open("end")
                        + "{{ $i }}{{ $e }}";
            case 14 ->
                "{{ $z := 1 }}" + open("if $z := " + pipe(depth)) + "{{ $z }}{{ $z = 5 }}" + open("else") + "{{ $z }}"
                        + open("end") + "{{ $z }}";
            case 15 ->
                open("range .l") + open("if " + pipe(1)) + open("continue") + open("end") + "{{ . }}" + open("end");
            case 16 ->
                open("range .ss") + open("range .el") + open("else") + open("break") + open("end") + "{{ . }}"
                        + open("end");
            case 17 ->
                open("with $w := " + pipe(depth)) + "{{ $w }}{{ $.s }}" + open("else with " + pipe(depth)) + "{{ . }}"
                        + open("else") + "-" + open("end");
            default -> action(depth);
        };
    }

    private String open(String text) {
        return (random.nextInt(4) == 0 ? "{{- " : "{{ ") + text + (random.nextInt(4) == 0 ? " -}}\n" : " }}");
    }

    private String action(int depth) {
        return open(pipe(depth));
    }

    private String pipe(int depth) {
        StringBuilder text = new StringBuilder(command(depth));
        while (random.nextInt(4) == 0) {
            text.append(" | ").append(call(depth, true));
        }
        return text.toString();
    }

    private String command(int depth) {
        return random.nextInt(3) == 0 ? operand(depth) : call(depth, false);
    }

    private String call(int depth, boolean piped) {
        int inner = depth - 1;
        return switch (random.nextInt(9)) {
            case 0 -> "printf " + format() + rest(inner, random.nextInt(3));
            case 1 -> pick(List.of("nothing", "len", "index", "now", "st.Hello"));
            case 2 ->
                pick(List.of(".st.Add", ".st.Join", ".st.Fail", ".st.Take", ".st.Maker", "call .st.Maker", ".v.Keys"))
                        + rest(inner, random.nextInt(3));
            case 3, 4, 5 -> pick(ONE) + (piped ? "" : " " + operand(inner));
            default -> pick(TWO) + " " + operand(inner) + (piped ? "" : rest(inner, 1 + random.nextInt(2)));
        };
    }

    private String rest(int depth, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(' ').append(operand(depth));
        }
        return text.toString();
    }

    private String format() {
        StringBuilder text = new StringBuilder("\"");
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            text.append(pick(VERBS)).append(random.nextBoolean() ? " " : "");
        }
        return text.append('"').toString();
    }

    private String operand(int depth) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> pick(CONSTANTS);
            case 3 -> depth > 0 ? "(" + pipe(depth) + ")" : ".";
            case 4 -> depth > 0 ? "(" + pipe(depth) + ").x" : "$";
            case 5 -> "$." + pick(FIELDS);
            default -> "." + pick(FIELDS);
        };
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
