package dev.capstan.gotemplate.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{ .s }} ~ hello",
                "a {{- .s -}} b ~ ahellob",
                "{{- /* c */ -}}x ~ x",
                "{{ 3 }}{{-3}} ~ 3-3",
                "{{ .nope }} ~ <no value>",
                "{{ .nil }} ~ <no value>",
                "{{ .m.b.c }} ~ deep",
                "{{ $.m.a }} ~ 1",
                "{{ .st.Name }}{{ .st.Hello }}{{ .st.Add 1 2 }} ~ nhello n3",
                "{{ 2 | .st.Add 1 }} ~ 3",
                "{{ (.st.Add 1 2) | printf \"%03d\" }} ~ 003",
                "{{ .v.x }}{{ .v.Keys }} ~ 12",
                "{{ if .z }}a{{ else if .e }}b{{ else }}c{{ end }} ~ c",
                "{{ with .m.b }}{{ .c }}{{ else }}x{{ end }} ~ deep",
                "{{ with .nope }}a{{ else with .s }}{{ . }}{{ end }} ~ hello",
                "{{ range .ss }}<{{ . }}>{{ end }} ~ <x><y>",
                "{{ range $i, $e := .l }}{{ $i }}:{{ $e }};{{ end }} ~ 0:a;1:1;2:2.5;3:<no value>;4:true;",
                "{{ range $k, $v := .sm }}{{ $k }}={{ $v }};{{ end }} ~ j=w;k=v;",
                "{{ range $k, $v := .pm }}{{ $k.X }},{{ $k.Y }}={{ $v }};{{ end }} ~ 1,3=low;2,-1=high;",
                "{{ .pm }} {{ len .pm }} {{ printf \"%#v\" .pm }} ~ map[{1 3}:low {2 -1}:high] 2 map[main.point]string{main.point{X:1, Y:3}:\"low\", main.point{X:2, Y:-1}:\"high\"}",
                "{{ range $k, $_ := .pm }}{{ index $.pm $k }}{{ end }}{{ if .pm }}!{{ end }} ~ lowhigh!",
                "{{ range 3 }}{{ . }}{{ end }} ~ 012",
                "{{ range .z }}{{ . }}{{ else }}none{{ end }} ~ none",
                "{{ range .el }}{{ else }}none{{ end }} ~ none",
                "{{ range .is }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }} ~ 32",
                "{{ range .is }}{{ if eq . 1 }}{{ break }}{{ end }}{{ . }}{{ end }} ~ 3",
                "{{ range $e := .nope }}{{ else }}[{{ $e }}]{{ end }} ~ [<no value>]",
                "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }} ~ 32",
                "{{ $x := 1 }}{{ $x := $x | print 2 }}{{ $x }} ~ 2 1",
                "{{ define \"t\" }}[{{ . }}{{ $ }}]{{ end }}{{ template \"t\" 1 }}{{ template \"t\" }} ~ [11][<no value><no value>]",
                "{{ block \"b\" .s }}({{ . }}){{ end }} ~ (hello)",
                "{{ define \"t\" }}{{ . }}{{ end }}{{ include \"t\" 1 | printf \"%q\" }} ~ \"1\"",
                "{{ tpl \"{{ define `q` }}{{ . }}!{{ end }}{{ template `q` . }}\" .s }} ~ hello!",
                "{{ and 1 0 (fail \"x\") }}{{ or 0 2 (fail \"x\") }} ~ 02",
                "{{ not .e }}{{ not 1 }} ~ truefalse",
                "{{ eq 1 2 3 1 }}{{ eq .i64 9007199254740993 }}{{ ne .s .e }} ~ truetruetrue",
                "{{ lt 1 2 }}{{ le 2 2 }}{{ gt 1.5 1.0 }}{{ ge \"b\" \"a\" }} ~ truetruetruetrue",
                "{{ index .l 1 }}{{ index .m \"b\" \"d\" 1 }}{{ index .s 1 }} ~ 1x101",
                "{{ slice .s 1 3 }}{{ slice .ss 1 }} ~ el[y]",
                "{{ len .u }} {{ len .m }} {{ len .by }} ~ 18 4 7",
                "{{ html \"<a&'\\\">\" }} ~ &lt;a&amp;&#39;&#34;&gt;",
                "{{ js \"<a='\\n€>\" }} ~ \\u003Ca\\u003D\\'\\u000A€\\u003E",
                "{{ urlquery \"a b/ü\" }} ~ a+b%2F%C3%BC",
                "{{ 0x1F }} {{ 1_000 }} {{ 0b11 }} {{ 0o17 }} {{ 'a' }} {{ 1e3 }} {{ 1.50 }} {{ 1i }} ~ 31 1000 3 15 97 1000 1.5 (0+1i)",
                "{{ print 1 2 \"a\" 3 nil }} ~ 1 2a3 <nil>",
                "{{ .l }} {{ .m }} ~ [a 1 2.5 <nil> true] map[a:1 b:map[c:deep d:[1 x]] nil:<nil> é:1]",
                "{{ .big }} {{ .mil }} {{ .small }} {{ .f32 }} ~ 1e+21 1e+06 1e-07 0.1",
                "{{ .st }} {{ .st.Spot }} {{ .sp }} {{ print .st.Spot }} ~ {n 3 <nil> h {1 2} [p q]} point! span! {1 2}",
                "{{ call .st.Maker \"a\" 3 }} ~ a3"
            })
    void computesWhatGoComputes(String text, String output) {
        assertThat(Templates.render(text)).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {"{{ .nope }} ~ <no value>", "{{ .sm.nope }}| ~ |", "{{ range .nope }}{{ else }}e{{ end }} ~ e"})
    void givesZerosForKeysThatAreMissing(String text, String output) {
        assertThat(Templates.render(text, MissingKey.ZERO)).isEqualTo(output);
    }

    @Test
    void doesNotLetDefinitionsOfTplOut() {
        String text =
                "{{ define \"a\" }}outer{{ end }}{{ tpl \"{{ define `a` }}inner{{ end }}{{ include `a` . }}\" . }}"
                        + " {{ include \"a\" . }}";

        assertThat(Templates.render(text)).isEqualTo("inner outer");
    }

    @Test
    void goesFromBranchToBranchWithoutVariablesOfOthers() {
        String text = "{{ $x := 0 }}{{ if false }}{{ $x := 1 }}{{ else }}{{ $x }}{{ end }}";

        assertThat(Templates.render(text)).isEqualTo("0");
    }
}
