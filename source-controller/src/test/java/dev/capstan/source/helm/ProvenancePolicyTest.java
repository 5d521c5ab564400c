package dev.capstan.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.source.SourceResult;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenancePolicyTest {

    @Test
    void namesASecret() {
        assertThat(ProvenancePolicy.of(Map.of("capstan.dev/verify-provenance", " keys ", "other", "x")))
                .isEqualTo(SourceResult.success(Optional.of(new ProvenancePolicy("keys"))));
        assertThat(ProvenancePolicy.of(Map.of("other", "x"))).isEqualTo(SourceResult.success(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "capstan.dev/verify-provenence, keys, there is no annotation 'capstan.dev/verify-provenence'",
        "capstan.dev/verify-, keys, there is no annotation",
        "capstan.dev/verify-provenance, '', write the name of a Secret",
        "capstan.dev/verify-provenance, '../x', write the name of a Secret",
        "capstan.dev/verify-provenance, 'A B', write the name of a Secret"
    })
    void aRuleThatIsMisspeltIsNotOneThatIsNotThere(String key, String value, String why) {
        assertThat(ProvenancePolicy.of(Map.of(key, value)))
                .isInstanceOfSatisfying(
                        SourceResult.Failed.class,
                        failed -> assertThat(failed.failure().message()).contains(why));
        assertThat(ProvenancePolicy.isNamedIn(Map.of(key, value))).isTrue();
    }

    @Test
    void onlyItsOwnAnnotationsMakeADifference() {
        var policy = Map.of("capstan.dev/verify-provenance", "keys");

        assertThat(ProvenancePolicy.differs(policy, Map.of("capstan.dev/verify-provenance", "keys", "a", "b")))
                .isFalse();
        assertThat(ProvenancePolicy.differs(policy, Map.of())).isTrue();
        assertThat(ProvenancePolicy.differs(Map.of(), policy)).isTrue();
    }
}
