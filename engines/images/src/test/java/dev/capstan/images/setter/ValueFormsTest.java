package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static dev.capstan.images.setter.Setting.tagged;
import static dev.capstan.images.setter.Setting.update;
import static dev.capstan.images.setter.Setting.updated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormsTest {
    private static final ImageRef PINNED = new ImageRef("ghcr.io/org/app", "1.2.3", Optional.of(Setting.DIGEST));

    @ParameterizedTest
    @CsvSource({
        "'', ghcr.io/org/app:1.2.3",
        ":tag, 1.2.3",
        ":name, ghcr.io/org/app",
    })
    void writesThePartThatTheMarkerNames(String suffix, String value) {
        assertThat(updated("v: old " + marker(suffix) + "\n")).isEqualTo("v: " + value + " " + marker(suffix) + "\n");
    }

    @Test
    void writesDigestsWhereThereAreSome() {
        assertThat(updated("v: old " + marker("") + "\n", PINNED))
                .isEqualTo("v: ghcr.io/org/app:1.2.3@" + Setting.DIGEST + " " + marker("") + "\n");
        assertThat(updated("v: old " + marker(":digest"), PINNED))
                .isEqualTo("v: " + Setting.DIGEST + " " + marker(":digest"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"v: old, v: \"\"", "v: 'old', v: ''", "v: \"old\", v: \"\"", "v: {a: old}, v: {a: \"\"}"})
    void anAbsentDigestIsTheEmptyText(String before, String after) {
        assertThat(updated(before + " " + marker(":digest"))).isEqualTo(after + " " + marker(":digest"));
    }

    /** What some reader of YAML in Kubernetes would not see as a text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10", "1", "012", "0777", "1e3", "1E5", "12e03", "0x1f", "0o17", "0b11", "1_000", "true", "True",
                        "FALSE", "null",
                "Null", "NULL", "yes", "no", "on", "OFF", "y", "N", "2024-01-01", "2024-1-1", "1.", "1.5e3", "0", "00",
                        "9007199254740993"
            })
    void aPlainValueThatWouldBeNoTextIsQuoted(String tag) {
        assertThat(updated("newTag: v1 " + marker(":tag") + "\n", tagged(tag)))
                .isEqualTo("newTag: \"" + tag + "\" " + marker(":tag") + "\n");
        assertThat(updated("{newTag: v1} " + marker(":tag"), tagged(tag)))
                .isEqualTo("{newTag: \"" + tag + "\"} " + marker(":tag"));
        assertThat(updated("newTag: 'v1' " + marker(":tag") + "\r\n", tagged(tag)))
                .isEqualTo("newTag: '" + tag + "' " + marker(":tag") + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "v1",
                "latest",
                "1.10-rc",
                "20240101-120000-ab",
                "1e",
                "0x",
                "0xg",
                "truethy",
                "nullable",
                "_",
                "a_b",
                "1.2.3.4",
                "sha-0123abc",
                "2024.01.01",
                "RELEASE.2024-01-01T00-00-00Z",
                "nan",
                "inf",
                "1-2",
                "0o8"
            })
    void otherValuesStayPlain(String tag) {
        assertThat(updated("newTag: v0 " + marker(":tag"), tagged(tag)))
                .isEqualTo("newTag: " + tag + " " + marker(":tag"));
    }

    /** The old value was a number by mistake; the new one is what was meant. */
    @Test
    void aNumberBecomesText() {
        assertThat(updated("newTag: 1.9 " + marker(":tag"), tagged("1.10")))
                .isEqualTo("newTag: \"1.10\" " + marker(":tag"));
        assertThat(updated("newTag: ~ " + marker(":tag"), tagged("v1"))).isEqualTo("newTag: v1 " + marker(":tag"));
    }

    @Test
    void aValueThatIsRightIsNotTouched() {
        for (String value : new String[] {"1.10", "'1.10'", "\"1.10\"", "\"1.1\\x30\""}) {
            assertThat(update("newTag: " + value + " " + marker(":tag"), tagged("1.10"))
                            .files())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "v: &a old # M~w: *a~            ; v: &a NEW # M~w: *a~",
                "v: &a 'old' # M~w: *a~          ; v: &a 'NEW' # M~w: *a~",
                "v: !!str old # M                ; v: !!str NEW # M",
                "v: !!str &a \"old\" # M         ; v: !!str &a \"NEW\" # M",
                "v: &a~  old # M~                ; v: &a~  NEW # M~",
                "- old # M~- b                   ; - NEW # M~- b",
                "- - old # M                     ; - - NEW # M",
                "old # M                         ; NEW # M",
                "--- old # M                     ; --- NEW # M",
                "'old' # M                       ; 'NEW' # M",
                "? k~: old # M                   ; ? k~: NEW # M",
                "v: |  # M~  old~~x: 1           ; v: |  # M~  NEW~~x: 1",
                "v: >- # M~~    old  ~x: 1       ; v: >- # M~~    NEW  ~x: 1",
                "v: |2+ # M~    old~~~x: 1       ; v: |2+ # M~    NEW~~~x: 1",
                "v: | # M~  old                  ; v: | # M~  NEW",
                "v: &a | # M~  old~w: *a         ; v: &a | # M~  NEW~w: *a",
                "- | # M~ old~- b                ; - | # M~ NEW~- b",
                "v:~  old # M~w: 1               ; v:~  NEW # M~w: 1",
                "v: one~  old # M~w: 1           ; v: NEW # M~w: 1",
                "v: \"one~  old\" # M            ; v: \"NEW\" # M",
                "[a, old, # M~ b]                ; [a, NEW, # M~ b]",
                "[a, old # M~ , b]               ; [a, NEW # M~ , b]",
                "{k: old, # M~ l: b}             ; {k: NEW, # M~ l: b}",
                "v: {k: old} # M                 ; v: {k: NEW} # M",
                "v: [ old ] # M                  ; v: [ NEW ] # M",
                "v: [ [ {k:   old } ] ]   # M    ; v: [ [ {k:   NEW } ] ]   # M",
                "{\"a\":\"old\"} # M             ; {\"a\":\"NEW\"} # M",
                "{~ \"a\": \"old\" # M~}         ; {~ \"a\": \"NEW\" # M~}",
                "a: &x {v: old} # M~b: {<<: *x}  ; a: &x {v: NEW} # M~b: {<<: *x}",
                "b: &x~  v: old # M~c:~  <<: *x~  w: 1 ; b: &x~  v: NEW # M~c:~  <<: *x~  w: 1",
                "v: \"\" # M                     ; v: \"NEW\" # M",
                "v: '' # M                       ; v: 'NEW' # M",
                "é: ü # M                        ; é: NEW # M",
                "'ключ': \"старый\" # M          ; 'ключ': \"NEW\" # M",
                "x: 😀~v: 😀 # M                 ; x: 😀~v: NEW # M",
                "v: a#b # M                      ; v: NEW # M",
                "v: \"a # b\" # M                ; v: \"NEW\" # M",
                "v: 'it''s' # M                  ; v: 'NEW' # M",
                "%YAML 1.2~---~v: old # M~...~   ; %YAML 1.2~---~v: NEW # M~...~",
                "v:\told\t# M                    ; v:\tNEW\t# M",
            })
    void setsValuesInAllForms(String before, String after) {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            assertThat(updated(filled(before, end))).isEqualTo(filled(after, end));
            assertThat(updated("\uFEFF" + filled(before, end))).isEqualTo("\uFEFF" + filled(after, end));
        }
    }

    private static String filled(String text, String end) {
        return text.replace("~", end).replace("# M", marker("")).replace("NEW", "ghcr.io/org/app:1.2.3");
    }

    @Test
    void aNameWithBracketsIsQuotedWhereItMustBe() {
        ImageRef image = new ImageRef("[::1]:5000/app", "1", Optional.empty());

        assertThat(updated("v: x " + marker(""), image)).isEqualTo("v: \"[::1]:5000/app:1\" " + marker(""));
        assertThat(updated("{v: x} " + marker(""), image)).isEqualTo("{v: \"[::1]:5000/app:1\"} " + marker(""));
    }

    @Test
    void everyMarkerOfAFileCounts() {
        String before = "a: x " + marker(":name") + "\nb: x " + marker(":tag") + "\n---\nc: x " + marker("") + "\n";

        assertThat(updated(before))
                .isEqualTo("a: ghcr.io/org/app " + marker(":name") + "\nb: 1.2.3 " + marker(":tag")
                        + "\n---\nc: ghcr.io/org/app:1.2.3 " + marker("") + "\n");
    }

    @Test
    void aSecondUpdateChangesNothing() {
        String once = updated("a: x " + marker("") + "\nb: 1.0 " + marker(":tag") + "\n", tagged("1.10"));

        assertThat(update(once, tagged("1.10")).files()).isEmpty();
    }
}
