package dev.capstan.argo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private static final Tracking BY_ANNOTATION = Tracking.byDefault();
    private static final Tracking BY_LABEL = new Tracking(TrackingMethod.LABEL, Tracking.DEFAULT_LABEL, "");
    private static final Tracking BY_BOTH =
            new Tracking(TrackingMethod.ANNOTATION_AND_LABEL, Tracking.DEFAULT_LABEL, "");
    private static final Tracking INSTALLATION =
            new Tracking(TrackingMethod.ANNOTATION, Tracking.DEFAULT_LABEL, "cluster-7");

    private static ObjectNode marked(Tracking tracking, String application) {
        ObjectNode object = Trees.configMap("c", "1");
        assertThat(tracking.mark(object, application, "default")).isEmpty();
        return object;
    }

    @Test
    void eachMethodSetsItsMarks() {
        Metadata annotated = Metadata.of(marked(BY_ANNOTATION, "web"));
        Metadata labelled = Metadata.of(marked(BY_LABEL, "web"));
        Metadata both = Metadata.of(marked(BY_BOTH, "web"));

        assertThat(annotated.annotation(Tracking.ID)).contains("web:/ConfigMap:default/c");
        assertThat(annotated.labels()).isEmpty();
        assertThat(labelled.label(Tracking.DEFAULT_LABEL)).contains("web");
        assertThat(labelled.annotation(Tracking.ID)).isEmpty();
        assertThat(both.label(Tracking.DEFAULT_LABEL)).contains("web");
        assertThat(both.annotation(Tracking.ID)).contains("web:/ConfigMap:default/c");
    }

    @Test
    void clusterScopedObjectsCarryTheDestinationsNamespace() {
        ObjectNode role =
                Trees.yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}");

        BY_ANNOTATION.mark(role, "web", "team");

        assertThat(Metadata.of(role).annotation(Tracking.ID))
                .contains("web:rbac.authorization.k8s.io/ClusterRole:team/r");
        assertThat(BY_ANNOTATION.isSelfReferenced(Optional.of(role), Optional.empty()))
                .isTrue();
    }

    @Test
    void definitionsOfKindsAreNobodys() {
        for (Tracking tracking : new Tracking[] {BY_ANNOTATION, BY_LABEL, BY_BOTH, INSTALLATION}) {
            ObjectNode definition = Trees.yaml("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,"
                    + " metadata: {name: crons.example.com}}");

            assertThat(tracking.mark(definition, "web", "team")).isEmpty();

            assertThat(definition.path("metadata").size()).isEqualTo(1);
            assertThat(tracking.isSelfReferenced(Optional.of(definition), Optional.empty()))
                    .isTrue();
        }
    }

    @Test
    void onlyTheMixedMethodCutsTheLabel() {
        String name = "a".repeat(60) + "-._b" + "c".repeat(20);

        assertThat(Metadata.of(marked(BY_BOTH, name)).label(Tracking.DEFAULT_LABEL))
                .contains("a".repeat(60));
        assertThat(Metadata.of(marked(BY_LABEL, name)).label(Tracking.DEFAULT_LABEL))
                .contains(name);
        assertThat(BY_BOTH.mark(Trees.configMap("c", "1"), "-".repeat(70), "default"))
                .isPresent();
    }

    @Test
    void theAnnotationAloneCountsWithBoth() {
        ObjectNode object = marked(BY_BOTH, "web");
        ((ObjectNode) object.at("/metadata/labels")).put(Tracking.DEFAULT_LABEL, "other");

        assertThat(BY_BOTH.owner(object)).contains("web");
    }

    @Test
    void anotherInstallationsObjectsAreNotOurs() {
        ObjectNode ours = marked(INSTALLATION, "web");
        ObjectNode theirs = marked(BY_ANNOTATION, "web");

        assertThat(INSTALLATION.owner(ours)).contains("web");
        assertThat(INSTALLATION.owner(theirs)).isEmpty();
        assertThat(BY_ANNOTATION.owner(ours)).contains("web");
    }

    @Test
    void withoutAnInstallationItsMarkIsTakenOff() {
        ObjectNode object = marked(INSTALLATION, "web");

        BY_ANNOTATION.mark(object, "web", "default");

        assertThat(Metadata.of(object).annotation(Tracking.INSTALLATION)).isEmpty();
    }

    @Test
    void aCopyOfTheMarksIsNotSelfReferenced() {
        ObjectNode child = marked(BY_ANNOTATION, "web");
        ((ObjectNode) child.path("metadata")).put("name", "copy");

        assertThat(BY_ANNOTATION.isSelfReferenced(Optional.of(child), Optional.empty()))
                .isFalse();
        assertThat(BY_LABEL.isSelfReferenced(Optional.of(child), Optional.empty()))
                .isTrue();
        assertThat(BY_ANNOTATION.isSelfReferenced(Optional.empty(), Optional.of(child)))
                .isTrue();
    }

    @Test
    void theManifestDecidesWhenAKindChangesItsGroup() {
        ObjectNode live =
                Trees.yaml("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: d,"
                        + " annotations: {argocd.argoproj.io/tracking-id: 'a:extensions/Ingress:d/i'}}}");
        ObjectNode target =
                Trees.yaml("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: d}}");

        assertThat(BY_ANNOTATION.isSelfReferenced(Optional.of(live), Optional.of(target)))
                .isTrue();
        assertThat(BY_ANNOTATION.isSelfReferenced(Optional.of(live), Optional.empty()))
                .isFalse();
    }

    @Test
    void anotherApplicationsObjectIsShared() {
        ObjectNode object = marked(BY_ANNOTATION, "team_other");

        assertThat(BY_ANNOTATION.sharedWith(object, "web", "argocd/web"))
                .contains("ConfigMap/c is part of applications argocd/web and team/other");
        assertThat(BY_ANNOTATION.sharedWith(object, "team_other", "team/other")).isEmpty();
    }

    @Test
    void theNameHasANamespaceOutsideTheControlPlane() {
        assertThat(Tracking.instanceName("argocd", "web", "argocd")).isEqualTo("web");
        assertThat(Tracking.instanceName("", "web", "argocd")).isEqualTo("web");
        assertThat(Tracking.instanceName("team", "web", "argocd")).isEqualTo("team_web");
    }

    @Test
    void aChangeOfTheMethodMakesNoDifference() {
        ObjectNode live = marked(BY_LABEL, "web");
        ObjectNode target = marked(BY_ANNOTATION, "web");

        BY_ANNOTATION.smoothMigration(target, live);

        assertThat(live).isEqualTo(target);
    }

    @Test
    void parsesWhatItWritesAndNothingElse() {
        TrackingId id = new TrackingId("a", new ObjectKey("g", "K", "ns", "x:y"));

        assertThat(TrackingId.parse(id.toString())).contains(id);
        assertThat(TrackingId.parse("a:g/K:ns")).isEmpty();
        assertThat(TrackingId.parse("a:g/K:ns/x/y")).isEmpty();
        assertThat(TrackingId.parse("a")).isEmpty();
    }

    @Test
    void methodsAreReadAsTheSettingWritesThem() {
        assertThat(TrackingMethod.parse("")).contains(TrackingMethod.ANNOTATION);
        assertThat(TrackingMethod.parse("annotation+label")).contains(TrackingMethod.ANNOTATION_AND_LABEL);
        assertThat(TrackingMethod.parse("Label")).isEmpty();
    }
}
