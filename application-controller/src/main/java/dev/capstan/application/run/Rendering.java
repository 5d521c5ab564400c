package dev.capstan.application.run;

import dev.capstan.application.compare.Refresh;
import dev.capstan.application.compare.Targets;
import dev.capstan.application.live.KindLookup;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.ServerFacts;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.applicationmanifests.ManifestRequest;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.TargetFacts;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.Manifest;
import dev.capstan.helm.AskedApiVersions;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.KubeVersion;
import java.util.List;
import java.util.function.BiFunction;

/** What rendering the sources of an Application has to know. */
record Rendering(
        ApplicationObject application,
        String instance,
        ControlPlane plane,
        Admission.Admitted admitted,
        LiveView view) {

    ManifestRequest request(List<String> revisions, boolean isHard) {
        return new ManifestRequest(
                instance,
                admitted.project().name(),
                application.destinationNamespace(),
                admitted.spec(),
                revisions,
                admitted.project()::permitsSource,
                plane.settings(),
                new TargetFacts(capabilities(), scopes(view)),
                isHard);
    }

    /** What somebody syncs in place of what the sources give. */
    Rendered local(List<String> manifests, List<String> revisions) {
        return LocalManifests.read(manifests, revisions, application.destinationNamespace(), scopes(view));
    }

    /** Manifests with marks. */
    Targets targets(List<Manifest> manifests) {
        return Targets.of(
                manifests,
                instance,
                application.destinationNamespace(),
                Refresh.tracking(plane.settings()),
                (group, kind) ->
                        plane.settings().watches(group, kind, admitted.cluster().server()),
                scopes(view));
    }

    /** Scopes of kinds, as the cluster serves them. */
    static BiFunction<String, String, Scope> scopes(LiveView view) {
        return (group, kind) -> view.kind(group, kind) instanceof KindLookup.Served served
                ? served.isNamespaced() ? Scope.NAMESPACE : Scope.CLUSTER
                : Scope.UNKNOWN;
    }

    private Capabilities capabilities() {
        ServerFacts facts = view.server();
        KubeVersion version = KubeVersion.parse(facts.version()) instanceof KubeVersion.Parsed.Version(var known)
                ? known
                : KubeVersion.DEFAULT;
        return new Capabilities(
                version,
                new AskedApiVersions(() -> facts.apiVersions().stream().sorted().toList()));
    }
}
