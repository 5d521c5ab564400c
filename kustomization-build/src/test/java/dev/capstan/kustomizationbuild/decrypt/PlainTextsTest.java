package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextsTest {
    private final PlainTexts plains = new PlainTexts();

    private void decrypted(String plain) {
        plains.add("type: ENC[AES256_GCM,data:x]".getBytes(UTF_8), plain.getBytes(UTF_8));
    }

    /** The message shows the value as it is after the substitution. */
    @ParameterizedTest
    @CsvSource({
        "before-${name}-behind, before-x-behind",
        "'${name}-behind', x-behind",
        "before-${name:=standard}, before-standard",
        "before-${first}${second}-behind, before-xy-behind"
    })
    void d062_hidesWhatStandsAroundVariables(String written, String substituted) {
        decrypted("type: \"" + written + "\"\n");

        assertThat(plains.hide("the type '" + substituted + "' is not known"))
                .doesNotContain("before", "behind", "standard")
                .startsWith("the type '")
                .endsWith("' is not known");
    }

    @Test
    void d062_hidesValuesOfSecretsThatWereSubstituted() {
        decrypted("type: before-${name}\n");

        assertThat(plains.and(Set.of("of-a-secret", "x")).hide("the type before-of-a-secret is not x"))
                .isEqualTo("the type ********** is not x");
        assertThat(PlainTexts.NONE.and(Set.of("of-a-secret")).hide("the type of-a-secret"))
                .isEqualTo("the type *****");
    }

    @Test
    void hidesWhatIsQuotedWithin() {
        decrypted("password: 'a \"quoted\" word'\n");

        assertThat(plains.hide("invalid value \"a \\\"quoted\\\" word\"")).isEqualTo("invalid value \"*****\"");
    }

    /** Statuses list objects and files; a message that does not say which is of no use. */
    @Test
    void leavesNamesOfObjectsAndFilesAsTheyAre() {
        decrypted("kind: Service\nmetadata: {}\nname: web\npassword: apps\n");

        assertThat(plains.hide(
                        "Service/apps/web (apps/web.yaml:1) is refused: apps is not a Service",
                        List.of("Service/apps/web", "apps/web.yaml", "Service/apps/other", "")))
                .isEqualTo("Service/apps/web (apps/web.yaml:1) is refused: ***** is not a *****");
    }
}
