package dev.capstan.helm.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.Hook;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.values.Warnings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseManifestsTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "-5, -5",
        "+5, 5",
        "007, 7",
        "2147483648, 2147483648",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 0",
        "1.5, 0",
        "' 5', 0",
        "0x10, 0"
    })
    void takesWeightsOf64Bits(String annotation, long weight) throws InvalidManifestException {
        assertThat(hook("helm.sh/hook: test\n    helm.sh/hook-weight: \"" + annotation + "\"")
                        .weight())
                .isEqualTo(weight);
    }

    @Test
    void stripsWordsOfTheWhiteSpaceThatGoKnows() throws InvalidManifestException {
        Hook hook = hook("helm.sh/hook: \"\u00a0Pre-Install , \u2003test\"\n"
                + "    helm.sh/hook-delete-policy: \"hook-failed\u00a0,x\"");

        assertThat(hook.events()).containsExactly(HookEvent.PRE_INSTALL, HookEvent.TEST);
        assertThat(hook.deletePolicies()).containsExactly("hook-failed", "x");
    }

    private static Hook hook(String annotations) throws InvalidManifestException {
        String text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    " + annotations + "\n";
        return ReleaseManifests.of(Map.of("demo/templates/a.yaml", text), new Warnings())
                .hooks()
                .getFirst();
    }
}
