package dev.capstan.gotemplate.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.Templates;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.failure.TemplateExecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{ .s.x }} ~ 1:5 ~ .s.x ~ can't evaluate field x in type interface {}",
                "{{ (print 1).x }} ~ 1:10 ~ 1 ~ can't evaluate field x in type string",
                "{{ .nope.x }} ~ 1:8 ~ .nope.x ~ ",
                "{{ .m.nil.x }} ~ 1:5 ~ .m.nil.x ~ nil pointer evaluating interface {}.x",
                "{{ .m.a.b.c }} ~ 1:5 ~ .m.a.b.c ~ can't evaluate field b in type interface {}",
                "{{ .m 1 }} ~ 1:3 ~ .m ~ m is not a method but has arguments",
                "{{ . 1 }} ~ 1:3 ~ . ~ can't give argument to non-function .",
                "{{ nil }} ~ 1:3 ~ nil ~ nil is not a command",
                "{{ 9223372036854775808 }} ~ 1:3 ~ 9223372036854775808 ~ 9223372036854775808 overflows int",
                "{{ upper 1 }} ~ 1:9 ~ 1 ~ expected string; found 1",
                "{{ upper .i }} ~ 1:9 ~ .i ~ wrong type for value; expected string; got int",
                "{{ upper .nil }} ~ 1:9 ~ .nil ~ wrong type for value; expected string; got interface {}",
                "{{ upper (.nil) }} ~ 1:10 ~ .nil ~ invalid value; expected string",
                "{{ upper nil }} ~ 1:9 ~ nil ~ cannot assign nil to string",
                "{{ size \"a\" }} ~ 1:8 ~ \"a\" ~ can't handle \"a\" for arg of type map[string]interface {}",
                "{{ upper }} ~ 1:3 ~ upper ~ wrong number of args for upper: want 1 got 0",
                "{{ join }} ~ 1:3 ~ join ~ wrong number of args for join: want at least 1 got 0",
                "{{ eq 1 \"a\" }} ~ 1:3 ~ eq 1 \"a\" ~ error calling eq: incompatible types for comparison: int and string",
                "{{ eq 1 }} ~ 1:3 ~ eq 1 ~ error calling eq: missing argument for comparison",
                "{{ lt .m 1 }} ~ 1:3 ~ lt .m 1 ~ error calling lt: invalid type for comparison",
                "{{ index .l 9 }} ~ 1:3 ~ index .l 9 ~ error calling index: index out of range: 9",
                "{{ len 3 }} ~ 1:3 ~ len 3 ~ error calling len: len of type int",
                "{{ fail \"no\" }} ~ 1:3 ~ fail \"no\" ~ error calling fail: no",
                "{{ .st.Fail \"x\" }} ~ 1:6 ~ .st.Fail ~ error calling Fail: failed: x",
                "{{ .st.hidden }} ~ 1:6 ~ .st.hidden ~ hidden is an unexported field of struct type interface {}",
                "{{ .ns.Name }} ~ 1:6 ~ .ns.Name ~ nil pointer evaluating interface {}.Name",
                "{{ range .s }}{{ end }} ~ 1:9 ~ .s ~ range can't iterate over hello",
                "{{ $x = 1 }} ~ 1:8 ~ 1 ~ undefined variable: $x",
                "{{ template \"no\" 1 }} ~ 1:12 ~ {{template \"no\" 1}} ~ template \"no\" not defined"
            })
    void saysWhatGoSays(String text, String place, String node, String problem) {
        String message = "template: x:" + place + ": executing \"x\" at <" + node + ">: " + problem;

        if (problem == null) {
            assertThat(Templates.render(text)).isEqualTo("<no value>");
        } else {
            assertThat(Templates.failure(text)).isEqualTo(message);
        }
    }

    @Test
    void refusesMissingKeysWhenAsked() {
        assertThatThrownBy(() -> Templates.render("{{ .nope }}", MissingKey.ERROR))
                .hasMessage("template: x:1:3: executing \"x\" at <.nope>: map has no entry for key \"nope\"");
    }

    @Test
    void unwrapsToTheFailureInside() {
        String text = "{{ define \"t\" }}\n  {{ fail \"deep\" }}{{ end }}{{ include \"t\" . }}";
        String inner = "template: x:2:5: executing \"t\" at <fail \"deep\">: error calling fail: deep";

        assertThatThrownBy(() -> Templates.render(text))
                .isInstanceOfSatisfying(
                        TemplateExecException.class,
                        failure -> assertThat(failure.place()).isEqualTo(new Place("x", 2, 31)))
                .hasMessage("template: x:2:31: executing \"x\" at <include \"t\" .>: error calling include: " + inner)
                .hasCauseInstanceOf(TemplateExecException.class)
                .hasRootCauseInstanceOf(FunctionException.class)
                .hasRootCauseMessage("deep");
    }

    @Test
    void namesTheSetThatHasNoSuchTemplate() {
        assertThat(Templates.failure("{{ include \"no\" . }}"))
                .endsWith("error calling include: template: no template \"no\" associated with template \"set\"");
    }

    @Test
    void countsColumnsInBytes() {
        assertThat(Templates.failure("ü€{{ .s.x }}")).startsWith("template: x:1:10: ");
    }
}
