package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.object.Sources;
import dev.capstan.application.object.SpecTree;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.source.ApplicationSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From which remotes Applications read. Asked every second for all of them, so a spec is read once, and again only when it is another one.
 */
final class RemoteUses {
    private Map<ObjectKey, Known> known = new HashMap<>();

    private record Known(ApplicationSpec spec, List<RemoteUse> uses) {}

    /** Those of some Applications; others are forgotten. */
    synchronized Set<RemoteUse> of(Stream<Application> applications) {
        Map<ObjectKey, Known> now = new HashMap<>();
        Set<RemoteUse> all = new HashSet<>();
        applications.filter(it -> it.undecodable().isEmpty()).forEach(application -> {
            Known entry = read(application);
            now.put(application.key(), entry);
            all.addAll(entry.uses());
        });
        known = now;
        return all;
    }

    private Known read(Application application) {
        ApplicationSpec spec = application.getSpec();
        Known before = known.get(application.key());
        if (before != null && before.spec().equals(spec)) {
            return before;
        }
        String project = AppProject.named(spec.project());
        List<RemoteUse> uses = Sources.of(spec).all().stream()
                .map(source -> new RemoteUse(ApplicationSource.of(SpecTree.of(source)), project))
                .toList();
        return new Known(spec, uses);
    }
}
