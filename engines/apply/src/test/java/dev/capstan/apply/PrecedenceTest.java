package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.drift.Ownership;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.policy.ObjectPolicy;
import dev.capstan.apply.watch.Lifetime;
import dev.capstan.apply.watch.ObservedObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrecedenceTest {

    private static final ObjectId HOUSE = new ObjectId("", "Namespace", "", "house");
    private static final ObjectId MAP = new ObjectId("", "ConfigMap", "house", "a");
    private static final ObjectId DEFINITION =
            new ObjectId("apiextensions.k8s.io", "CustomResourceDefinition", "", "gadgets.example.com");
    private static final Optional<Owner> NOBODY = Optional.empty();
    private static final Optional<Owner> FLUX = Optional.of(Owner.kustomization("flux-system", "apps"));
    private static final Ownership SOME = new Ownership("{\"f:metadata\":{}}", "hash");
    private static final BrakeMarks EXISTED = new BrakeMarks(true, false);

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of(live(HOUSE, NOBODY, Ownership.none(), BrakeMarks.none()), false, true),
                Arguments.of(live(DEFINITION, NOBODY, Ownership.none(), BrakeMarks.none()), false, true),
                Arguments.of(live(MAP, NOBODY, Ownership.none(), BrakeMarks.none()), false, false),
                Arguments.of(live(HOUSE, FLUX, Ownership.none(), BrakeMarks.none()), false, false),
                Arguments.of(live(HOUSE, NOBODY, SOME, BrakeMarks.none()), false, false),
                Arguments.of(live(HOUSE, NOBODY, Ownership.none(), BrakeMarks.none()), true, false),
                Arguments.of(live(HOUSE, FLUX, SOME, EXISTED), true, true),
                Arguments.of(live(MAP, FLUX, SOME, EXISTED), false, false));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatNobodyHasAppliedYetIsRecordedAndStaysSo(ObservedObject live, boolean wasApplied, boolean isRecorded) {
        assertThat(Precedence.isToBeRecorded(live, wasApplied)).isEqualTo(isRecorded);
    }

    private static ObservedObject live(ObjectId id, Optional<Owner> owner, Ownership ownership, BrakeMarks marks) {
        return new ObservedObject(
                id,
                "u1",
                "17",
                owner,
                false,
                List.of(),
                ObjectPolicy.none(),
                marks,
                Health.current("there"),
                ownership,
                false,
                Lifetime.LASTING,
                Optional.empty());
    }
}
