package dev.capstan.promotion.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.promotion.run.Memory;
import dev.capstan.promotion.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionReconcilerTest {

    @Test
    void aFailureHidesNoMistakeSoThatItIsToldOnce() {
        var failed = new Outcome.Done(
                new Memory(List.of(), Optional.empty(), Map.of()),
                List.of(),
                List.of(),
                Optional.of("protected branch"),
                List.of("there is no environment 'prdo'"),
                Optional.empty());

        assertThat(PromotionReconciler.readyState(failed).message())
                .isEqualTo("protected branch; there is no environment 'prdo'");
    }
}
