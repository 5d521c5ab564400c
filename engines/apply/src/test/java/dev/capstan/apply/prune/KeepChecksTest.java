package dev.capstan.apply.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
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

class KeepChecksTest {

    private static final Owner OURS = Owner.kustomization("flux-system", "apps");
    private static final Owner OTHER = Owner.kustomization("flux-system", "other");
    private static final Owner OF_ANOTHER_KIND = new Owner("helm.toolkit.fluxcd.io", "flux-system", "apps");
    private static final ObjectPolicy NONE = ObjectPolicy.none();
    private static final ObjectPolicy IS_KEPT = new ObjectPolicy(ObjectPolicy.Ssa.OVERRIDE, false, false, true);
    private static final ObjectPolicy IS_LEFT_ALONE = new ObjectPolicy(ObjectPolicy.Ssa.OVERRIDE, true, false, false);
    private static final ObjectPolicy IS_IGNORED = new ObjectPolicy(ObjectPolicy.Ssa.IGNORE, false, false, false);
    private static final ObjectId MAP = new ObjectId("", "ConfigMap", "ns", "a");

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of(live(MAP, Optional.of(OURS), NONE), ""),
                Arguments.of(live(MAP, Optional.of(OTHER), NONE), "it belongs to flux-system/other now"),
                Arguments.of(live(MAP, Optional.of(OF_ANOTHER_KIND), NONE), "it belongs to flux-system/apps now"),
                Arguments.of(live(MAP, Optional.empty(), NONE), "it does not carry the ownership labels"),
                Arguments.of(live(MAP, Optional.of(OURS), IS_KEPT), "the object says to keep it"),
                Arguments.of(live(MAP, Optional.of(OURS), IS_LEFT_ALONE), "the object says to keep it"),
                Arguments.of(live(MAP, Optional.of(OURS), IS_IGNORED), "the object says to keep it"),
                Arguments.of(live(MAP, Optional.of(OTHER), IS_KEPT), "it belongs to flux-system/other now"),
                Arguments.of(live(namespace("shop"), Optional.of(OURS), NONE), ""),
                Arguments.of(
                        live(namespace("kube-system"), Optional.of(OURS), NONE),
                        "Kubernetes never deletes this namespace"),
                Arguments.of(
                        live(namespace("default"), Optional.empty(), NONE), "Kubernetes never deletes this namespace"),
                Arguments.of(
                        live(new ObjectId("example.com", "Namespace", "", "default"), Optional.of(OURS), NONE), ""));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void namesTheFirstReasonToKeep(ObservedObject live, String reason) {
        assertThat(KeepChecks.reasonToKeep(live, OURS).orElse("")).isEqualTo(reason);
    }

    private static ObjectId namespace(String name) {
        return new ObjectId("", "Namespace", "", name);
    }

    private static ObservedObject live(ObjectId id, Optional<Owner> owner, ObjectPolicy policy) {
        return new ObservedObject(
                id,
                "u1",
                "17",
                owner,
                false,
                List.of(),
                policy,
                BrakeMarks.none(),
                Health.current("there"),
                Ownership.none(),
                false,
                Lifetime.LASTING,
                Optional.empty());
    }
}
