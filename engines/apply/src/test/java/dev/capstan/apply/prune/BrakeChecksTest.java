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
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrakeChecksTest {

    private static final Owner OURS = Owner.kustomization("flux-system", "apps");
    private static final BrakeMarks EXISTED = new BrakeMarks(true, false);
    private static final BrakeMarks ALLOWED = new BrakeMarks(true, true);
    private static final PruneBrake CLAIMS =
            new PruneBrake(Set.of("PersistentVolumeClaim", "example.com/Database"), Optional.empty());
    private static final ObjectId SHOP = new ObjectId("", "Namespace", "", "shop");
    private static final ObjectId CLAIM = new ObjectId("", "PersistentVolumeClaim", "shop", "data");

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of(SHOP, BrakeMarks.none(), PruneBrake.none(), ""),
                Arguments.of(SHOP, EXISTED, PruneBrake.none(), "it was there before it was first applied"),
                Arguments.of(
                        new ObjectId("", "Namespace", "", "flux-system"),
                        BrakeMarks.none(),
                        PruneBrake.none(),
                        "its owner flux-system/apps lives in it"),
                Arguments.of(
                        new ObjectId("", "ConfigMap", "shop", "flux-system"), BrakeMarks.none(), PruneBrake.none(), ""),
                Arguments.of(CLAIM, BrakeMarks.none(), PruneBrake.none(), ""),
                Arguments.of(CLAIM, BrakeMarks.none(), CLAIMS, "the operator of the controller protects this kind"),
                Arguments.of(
                        new ObjectId("example.com", "Database", "shop", "main"),
                        BrakeMarks.none(),
                        CLAIMS,
                        "the operator of the controller protects this kind"),
                Arguments.of(new ObjectId("other.com", "Database", "shop", "main"), BrakeMarks.none(), CLAIMS, ""));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void namesWhatIsInTheWay(ObjectId id, BrakeMarks marks, PruneBrake brake, String obstacle) {
        assertThat(BrakeChecks.obstacle(live(id, marks, false), OURS, brake).orElse(""))
                .isEqualTo(obstacle);
    }

    @Test
    void annotationReleasesAndSoDoesADeletionThatIsUnderWay() {
        assertThat(BrakeChecks.isReleased(live(SHOP, ALLOWED, false))).isTrue();
        assertThat(BrakeChecks.isReleased(live(SHOP, EXISTED, true))).isTrue();
        assertThat(BrakeChecks.isReleased(live(SHOP, EXISTED, false))).isFalse();
    }

    @Test
    void namesThreeOfThoseThatWouldGoWithIt() {
        assertThat(BrakeChecks.obstacle(live(SHOP, BrakeMarks.none(), false), residents(0)))
                .isEmpty();
        assertThat(BrakeChecks.obstacle(live(SHOP, BrakeMarks.none(), false), residents(1)))
                .contains("it holds ConfigMap/shop/0 (of Kustomization flux-system/other)");
        assertThat(BrakeChecks.obstacle(live(SHOP, BrakeMarks.none(), false), residents(4))
                        .orElseThrow())
                .contains("ConfigMap/shop/2")
                .doesNotContain("ConfigMap/shop/3")
                .endsWith(" and more");
    }

    private static List<Resident> residents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Resident(
                        new ObjectId("", "ConfigMap", "shop", String.valueOf(i)), "of Kustomization flux-system/other"))
                .toList();
    }

    private static ObservedObject live(ObjectId id, BrakeMarks marks, boolean isDeleting) {
        return new ObservedObject(
                id,
                "u1",
                "17",
                Optional.of(OURS),
                isDeleting,
                List.of(),
                ObjectPolicy.none(),
                marks,
                Health.current("there"),
                Ownership.none(),
                false,
                Lifetime.LASTING,
                Optional.empty());
    }
}
