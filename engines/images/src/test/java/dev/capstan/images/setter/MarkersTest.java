package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static dev.capstan.images.setter.Setting.messages;
import static dev.capstan.images.setter.Setting.update;
import static dev.capstan.images.setter.Setting.updated;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# {\"$imagepolicy\": \"flux-system:app\"}",
                "#{\"$imagepolicy\":\"flux-system:app\"}",
                "#   { \"$imagepolicy\" :  \"flux-system:app\" }   ",
                "## {\"$imagepolicy\": \"flux-system:app\"}",
                "# {\"note\": \"x\", \"$imagepolicy\": \"flux-system:app\"}",
                "# {\"$imagepolicy\": \"flux-system:app\", \"n\": {\"a\": [1, null]}}",
                "# {\"$imagepolicy\": \"flux-system:\\u0061pp\"}",
            })
    void readsMarkersAsPeopleWriteThem(String comment) {
        assertThat(updated("v: x " + comment + "\n")).isEqualTo("v: ghcr.io/org/app:1.2.3 " + comment + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "v: x # {\"$imagepolicy\": \"flux-system:app\"          ; 1 ; not a JSON object",
                "v: x # {\"$imagepolicy\": \"flux-system:app\"} note    ; 1 ; not a JSON object",
                "v: x # note {\"$imagepolicy\": \"flux-system:app\"}    ; 1 ; not a JSON object",
                "v: x # {\"$imagepolicy\": 5}                           ; 1 ; no text under",
                "v: x # {\"$imagepolicy\": null}                        ; 1 ; no text under",
                "v: x # {\"a\": \"\\\"$imagepolicy\\\"\", \"b\": {\"$imagepolicy\": \"a:b\"}} ; 1 ; no text under",
                "v: x # {\"$imagepolicy\": \"app\"}                     ; 1 ; does not name a policy",
                "v: x # {\"$imagepolicy\": \":app\"}                    ; 1 ; does not name a policy",
                "v: x # {\"$imagepolicy\": \"a:b:tag:c\"}               ; 1 ; does not name a policy",
                "v: x # {\"$imagepolicy\": \"flux-system:app:digests\"} ; 1 ; no part of an image",
                "v: x # {\"$imagepolicy\": \"flux-system:app:\"}        ; 1 ; no part of an image",
                "v: x # {\"$imagepolicy\": \"flux-system:other\"}       ; 1 ; flux-system:other is not known here",
                "v: # {\"$imagepolicy\": \"flux-system:app\"}           ; 1 ; there is no value",
                "v: # {\"$imagepolicy\": \"flux-system:app\"}~  x       ; 1 ; behind a key",
                "v: # {\"$imagepolicy\": \"flux-system:app\"}~  a: b    ; 1 ; behind a key",
                "- # {\"$imagepolicy\": \"flux-system:app\"}            ; 1 ; there is no value",
                "v: &a # {\"$imagepolicy\": \"flux-system:app\"}        ; 1 ; there is no value",
                "# {\"$imagepolicy\": \"flux-system:app\"}~v: x         ; 1 ; no value is on the line",
                "v: x~# {\"$imagepolicy\": \"flux-system:app\"}         ; 2 ; no value is on the line",
                "--- # {\"$imagepolicy\": \"flux-system:app\"}~v: x     ; 1 ; no value is on the line",
                "w: &a x~v: *a # {\"$imagepolicy\": \"flux-system:app\"} ; 2 ; is an alias",
                "v: [a, b] # {\"$imagepolicy\": \"flux-system:app\"}    ; 1 ; more or less than one value",
                "v: {} # {\"$imagepolicy\": \"flux-system:app\"}        ; 1 ; more or less than one value",
                "v: {a: 1, b: {c: 2}} # {\"$imagepolicy\": \"flux-system:app\"} ; 1 ; more or less than one value",
                "v: {a: # {\"$imagepolicy\": \"flux-system:app\"}~ x}   ; 1 ; behind a key",
                "v: | # {\"$imagepolicy\": \"flux-system:app\"}~  a~  b ; 1 ; one line",
                "v: |- # {\"$imagepolicy\": \"flux-system:app\"}~w: 1   ; 1 ; one line",
                "v: [ x # {\"$imagepolicy\": \"flux-system:app\"}~ ] # {\"$imagepolicy\": \"flux-system:app\"} ; 2 ; another marker",
                "{ x # {\"$imagepolicy\": \"flux-system:app\"}~ }           ; 1 ; behind a key",
                "{ x, # {\"$imagepolicy\": \"flux-system:app\"}~ y }        ; 1 ; there is no value",
                "? x # {\"$imagepolicy\": \"flux-system:app\"}~: y          ; 1 ; behind a key",
                "v: !!int 5 # {\"$imagepolicy\": \"flux-system:app\"}   ; 0 ; left alone",
            })
    void whatCannotBeSetIsAWarning(String text, int line, String what) {
        String yaml = text.replace("~", "\n") + "\n";
        SetterResult.Updated result = update(yaml, Setting.IMAGE);

        assertThat(result.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.line()).isEqualTo(line);
            assertThat(warning.message()).startsWith("app.yaml:").contains(what);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# v: x # {\"$imagepolicy\": \"flux-system:app\"}\nw: 1",
                "v: '# {\"$imagepolicy\": \"flux-system:app\"}'",
                "v: |\n  image: x # {\"$imagepolicy\": \"flux-system:app\"}\n",
                "v: x # see $imagepolicy",
                "v: x # {\"other\": 1}",
                "v: x # {'$imagepolicy': 'flux-system:app'}",
                "",
                "# nothing but a comment",
            })
    void whatIsNoMarkerIsNoWarning(String yaml) {
        SetterResult.Updated result = update(yaml, Setting.IMAGE);

        assertThat(result.files()).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void aBadMarkerDoesNotStopTheOthers() {
        SetterResult.Updated result = update(
                "a: x # {\"$imagepolicy\": \"b\"}\nb: x " + marker("")
                        + "\nc: # {\"$imagepolicy\": \"flux-system:app\"}\n",
                Setting.IMAGE);

        assertThat(Setting.text(result, "")).contains("b: ghcr.io/org/app:1.2.3 ");
        assertThat(result.warnings()).hasSize(2);
    }

    @Test
    void i089_aPolicyOfAnotherNamespaceIsReportedAndNotApplied() {
        PolicyKey theirs = new PolicyKey("team-b", "app");
        PolicyImages images = PolicyImages.within(
                "team-a", Map.of(theirs, Setting.IMAGE, new PolicyKey("team-a", "app"), Setting.tagged("2")));
        String yaml = "a: x # {\"$imagepolicy\": \"team-b:app\"}\nb: x # {\"$imagepolicy\": \"team-a:app:tag\"}\n";

        SetterResult.Updated result =
                new ImageSetter().update("app.yaml", yaml.getBytes(StandardCharsets.UTF_8), images);

        assertThat(Setting.text(result, ""))
                .isEqualTo(
                        "a: x # {\"$imagepolicy\": \"team-b:app\"}\nb: \"2\" # {\"$imagepolicy\": \"team-a:app:tag\"}\n");
        assertThat(result.warnings())
                .containsExactly(
                        new SetterWarning.OtherNamespace("app.yaml", 1, new Marker(theirs, ImagePart.WHOLE), "team-a"));
        assertThat(messages(result))
                .containsExactly(
                        "app.yaml:1: the policy team-b:app is not of the namespace team-a, so it is not applied");
    }

    @Test
    void aFileThatIsNotYamlIsLeftAloneWithItsLine() {
        for (String bad :
                List.of("a: {{ .Values.x }}\n", "a: b: c\n", "\ta: 1\n", "a: [\n", "a: 1\na: 2\n", "a: \"\u0001\"\n")) {
            SetterResult.Updated result = update("v: x " + marker("") + "\n" + bad, Setting.IMAGE);

            assertThat(result.files()).isEmpty();
            assertThat(result.warnings()).singleElement().satisfies(warning -> {
                assertThat(warning).isInstanceOf(SetterWarning.Unreadable.class);
                assertThat(warning.line()).isPositive();
            });
        }
    }

    @Test
    void aFileWithLineSeparatorsIsLeftAlone() {
        SetterResult.Updated result = update("w: 'a\u2028b'\nv: x " + marker("") + "\n", Setting.IMAGE);

        assertThat(result.files()).isEmpty();
        assertThat(result.warnings()).singleElement().isInstanceOf(SetterWarning.Unreadable.class);
    }

    @Test
    void aFileThatIsTooLargeIsLeftAlone() {
        byte[] yaml = ("v: x " + marker("") + "\n").getBytes(StandardCharsets.UTF_8);
        SetterResult.Updated result = new ImageSetter(new SetterLimits(20, 10))
                .update("app.yaml", yaml, PolicyImages.of(Map.of(Setting.APP, Setting.IMAGE)));

        assertThat(result.files()).isEmpty();
        assertThat(messages(result)).singleElement().asString().contains("larger than 20 bytes");
    }

    @Test
    void anAvalancheOfAliasesEndsAtALimit() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(update(yaml + "v: x " + marker("") + "\n", Setting.IMAGE).warnings())
                .singleElement()
                .isInstanceOf(SetterWarning.Unreadable.class);
    }
}
