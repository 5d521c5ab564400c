package dev.capstan.kustomization.delete;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionPlanTest {

    @ParameterizedTest(name = "policy {0}, prune {1}, suspend {2}: {3}")
    @CsvSource({
        ",                   true,  false, Delete",
        ",                   false, false, Keep",
        "MirrorPrune,        true,  false, Delete",
        "MirrorPrune,        false, false, Keep",
        "Delete,             false, false, Delete",
        "WaitForTermination, false, false, DeleteAndWait",
        "Orphan,             true,  false, Keep",
        "Delete,             true,  true,  Keep",
        "WaitForTermination, true,  true,  Keep",
    })
    void followsThePolicyUnlessSuspended(String policy, boolean prune, boolean suspend, String expected) {
        String fields = "'prune':%s,'suspend':%s".formatted(prune, suspend);
        var spec = spec(policy == null ? fields : fields + ",'deletionPolicy':'%s'".formatted(policy));

        assertThat(DeletionPlan.of(spec).getClass().getSimpleName()).isEqualTo(expected);
    }
}
