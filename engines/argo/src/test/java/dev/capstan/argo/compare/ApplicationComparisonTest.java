package dev.capstan.argo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.compare.ApplicationComparison.Context;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationComparisonTest {

    private static final ObjectNode OBJECT = Trees.configMap("c", "1");

    private static ComparedObject object(Optional<ObjectNode> target, Optional<ObjectNode> live, boolean isModified) {
        return new ComparedObject(target, live, new Difference.Compared(isModified, live, target), true, true);
    }

    private static ComparedObject both(ObjectNode object, boolean isModified) {
        return object(Optional.of(object), Optional.of(object), isModified);
    }

    private static ComparedObject extra(ObjectNode object) {
        return object(Optional.empty(), Optional.of(object), false);
    }

    private static ApplicationComparison of(ComparedObject... objects) {
        return ApplicationComparison.of(List.of(objects), Context.plain());
    }

    private static Optional<SyncStatus> only(ApplicationComparison comparison) {
        return comparison.resources().getFirst().status();
    }

    @Test
    void oneDifferenceMakesTheApplicationOutOfSync() {
        assertThat(of(both(OBJECT, false)).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(of(both(OBJECT, false), both(OBJECT, true)).status()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(of().status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(of(object(Optional.of(OBJECT), Optional.empty(), true)).status())
                .isEqualTo(SyncStatus.OUT_OF_SYNC);
    }

    @Test
    void extraObjectsNeedPruning() {
        ApplicationComparison comparison = of(extra(OBJECT));

        assertThat(comparison.status()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(comparison.resources().getFirst().requiresPruning()).isTrue();
    }

    @Test
    void extraObjectsThatSayTheyMayStayDoNotCount() {
        ObjectNode tolerated =
                Trees.annotated("ConfigMap", "c", "argocd.argoproj.io/compare-options: IgnoreExtraneous");

        ApplicationComparison comparison = of(extra(tolerated));

        assertThat(comparison.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(only(comparison)).contains(SyncStatus.OUT_OF_SYNC);
        assertThat(of(both(tolerated, true)).status()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    }

    @Test
    void hooksSkippedObjectsAndCopiesHaveNoStatus() {
        for (String hook : List.of("PreSync", "Skip", "PostDelete", "Nonsense")) {
            ApplicationComparison comparison =
                    of(both(Trees.annotated("Job", "x", "argocd.argoproj.io/hook: " + hook), true));
            assertThat(comparison.status()).as(hook).isEqualTo(SyncStatus.SYNCED);
            assertThat(only(comparison)).as(hook).isEmpty();
        }
        ComparedObject copy = new ComparedObject(
                Optional.empty(),
                Optional.of(OBJECT),
                new Difference.Compared(false, Optional.of(OBJECT), Optional.empty()),
                true,
                false);
        assertThat(only(of(copy))).isEmpty();
        assertThat(of(copy).resources().getFirst().requiresPruning()).isFalse();
    }

    @Test
    void kindsThatAreNotPermittedAreUnknown() {
        ComparedObject forbidden = new ComparedObject(
                Optional.of(OBJECT),
                Optional.empty(),
                new Difference.Compared(true, Optional.empty(), Optional.of(OBJECT)),
                false,
                true);

        assertThat(only(of(forbidden))).contains(SyncStatus.UNKNOWN);
        assertThat(of(forbidden).status()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    }

    @Test
    void oneComparisonThatFailsMakesAllUnknown() {
        ComparedObject failed = new ComparedObject(
                Optional.of(OBJECT), Optional.of(OBJECT), new Difference.Failed("it is too deep"), true, true);

        ApplicationComparison comparison = of(both(OBJECT, true), failed);

        assertThat(comparison.status()).isEqualTo(SyncStatus.UNKNOWN);
        assertThat(comparison.resources())
                .allSatisfy(line -> assertThat(line.status()).contains(SyncStatus.UNKNOWN));
        assertThat(comparison.errors())
                .containsExactly("Failed to compare desired state to live state: it is too deep");
    }

    @Test
    void whatCouldNotBeLoadedIsUnknown() {
        Context incomplete = new Context(SyncOptions.none(), true, "", false, Map.of());

        assertThat(ApplicationComparison.of(List.of(both(OBJECT, false)), incomplete)
                        .status())
                .isEqualTo(SyncStatus.UNKNOWN);
    }

    @Test
    void changedMetadataOfTheNamespaceCount() {
        Context changed = new Context(SyncOptions.none(), false, "team", true, Map.of());

        assertThat(ApplicationComparison.of(List.of(both(OBJECT, false)), changed)
                        .status())
                .isEqualTo(SyncStatus.OUT_OF_SYNC);
    }

    @Test
    void aManagedNamespaceThatIsNotThereYetIsNoDifference() {
        ObjectNode namespace = Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        Context managed = new Context(SyncOptions.none(), false, "team", false, Map.of());
        List<ComparedObject> missing = List.of(object(Optional.of(namespace), Optional.empty(), true));

        assertThat(ApplicationComparison.of(missing, managed).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(ApplicationComparison.of(missing, Context.plain()).status()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    }

    @Test
    void aManagedNamespaceNeedNotBeInTheSources() {
        ObjectNode namespace = Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        Context managed = new Context(SyncOptions.none(), false, "team", false, Map.of());

        ApplicationComparison comparison = ApplicationComparison.of(List.of(extra(namespace)), managed);

        assertThat(comparison.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(comparison.resources().getFirst().requiresPruning()).isFalse();
        assertThat(of(extra(namespace)).resources().getFirst().requiresPruning())
                .isTrue();
    }

    @Test
    void linesSayWavesAndConfirmations() {
        ObjectNode wave = Trees.annotated(
                "ConfigMap", "c", "argocd.argoproj.io/sync-wave: 3", "argocd.argoproj.io/sync-options: Prune=confirm");
        ObjectNode hook = Trees.annotated("Job", "x", "argocd.argoproj.io/hook: Sync");
        Context context = new Context(
                new SyncOptions(List.of("Delete=confirm")), false, "", false, Map.of(ObjectKey.of(hook), 7L));

        List<ResourceStatus> lines = ApplicationComparison.of(List.of(both(wave, false), extra(hook)), context)
                .resources();

        assertThat(lines.get(0).wave()).isEqualTo(3);
        assertThat(lines.get(0).requiresDeletionConfirmation()).isTrue();
        assertThat(lines.get(1).wave()).isEqualTo(7);
        assertThat(lines.get(1).isHook()).isTrue();
        assertThat(lines.get(1).requiresDeletionConfirmation()).isTrue();
        assertThat(of(both(OBJECT, false)).resources().getFirst().requiresDeletionConfirmation())
                .isFalse();
    }
}
