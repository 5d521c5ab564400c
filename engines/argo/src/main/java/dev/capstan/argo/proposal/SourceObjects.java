package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.settings.ArgoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Repositories and registries that are proposed, each once, however many Applications use it. */
final class SourceObjects {
    private static final Duration SELDOM = Duration.ofHours(1);

    private final ProposalSettings settings;
    private final String interval;
    private final Map<String, ObjectNode> byIdentity = new LinkedHashMap<>();
    private final Map<String, FreeNames> names = new HashMap<>();
    private final List<Note> notes = new ArrayList<>();

    SourceObjects(ProposalSettings settings, ArgoSettings argo) {
        this.settings = settings;
        Duration every = argo.reconciliation().isZero() ? SELDOM : argo.reconciliation();
        this.interval = Math.max(1, every.toSeconds()) + "s";
    }

    /**
     * The object of a kind for an address and everything else that makes it what it is.
     *
     * @param name of the object, unless another one has it
     * @param filling completes the spec of a new one, and notes what it needs
     */
    ObjectNode get(String kind, String url, String rest, String name, BiConsumer<ObjectNode, Notes> filling) {
        String identity = kind + " " + RepositoryUrl.normalised(url).orElse(url) + " " + rest;
        ObjectNode known = byIdentity.get(identity);
        if (known != null) {
            return known;
        }
        String free = names.computeIfAbsent(kind, _ -> new FreeNames()).next(name);
        ObjectNode object = FluxObject.source(kind, settings.namespace(), free);
        ObjectNode spec = object.putObject("spec");
        spec.put("interval", interval);
        spec.put("url", url);
        var about = new Notes(kind + " " + settings.namespace() + "/" + free);
        filling.accept(spec, about);
        notes.addAll(about.all());
        byIdentity.put(identity, object);
        return object;
    }

    List<ObjectNode> all() {
        return List.copyOf(byIdentity.values());
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    /** The last part of an address, as a name. */
    static String nameOf(String url) {
        String path = url.replaceFirst("/+$", "").replaceFirst("[.]git$", "");
        int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf(':'));
        return path.substring(end + 1);
    }
}
