package dev.capstan.application.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.capstan.applicationmanifests.ApplicationManifests;
import dev.capstan.applicationmanifests.ManifestRequest;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.RepeatedObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A remote of tests with one branch: each push makes a revision, whose manifests are what was pushed. */
public final class FakeSources implements Revisions, ApplicationManifests {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, List<Manifest>> pushed = new HashMap<>();
    private final Map<String, String> broken = new HashMap<>();
    private final List<Freshness> asked = new ArrayList<>();
    private String head = "";
    private String known = "";
    private String unreachable = "";
    private int renderings;

    /** Pushes manifests; their revision. */
    public String push(String... documents) {
        head = "%040d".formatted(pushed.size() + broken.size() + 1);
        List<Manifest> manifests = new ArrayList<>();
        for (String document : documents) {
            manifests.add(new Manifest(yaml(document), "manifests.yaml", 1));
        }
        pushed.put(head, manifests);
        return head;
    }

    /** Pushes something that cannot be rendered. */
    public String pushBroken(String why) {
        head = "%040d".formatted(pushed.size() + broken.size() + 1);
        broken.put(head, why);
        return head;
    }

    /** Goes back to a revision. */
    public void reset(String revision) {
        head = revision;
    }

    /** The process starts anew: what was heard of remotes is forgotten. */
    public void forgetHead() {
        known = "";
    }

    public void breakRemote(String why) {
        unreachable = why;
    }

    public List<Freshness> asked() {
        return asked;
    }

    public int renderings() {
        return renderings;
    }

    public static JsonNode yaml(String document) {
        try {
            return YAML.readTree(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Resolved resolve(ApplicationSources sources, String project, Freshness freshness) {
        asked.add(freshness);
        if (!unreachable.isEmpty()) {
            return new Resolved.Failed(unreachable);
        }
        if (freshness == Freshness.NOW || known.isEmpty()) {
            known = head;
        }
        return new Resolved.Known(sources.all().stream().map(this::revision).toList());
    }

    private String revision(ApplicationSource source) {
        String wanted = source.targetRevision();
        return pushed.containsKey(wanted) || broken.containsKey(wanted) ? wanted : known;
    }

    @Override
    public Rendered render(ManifestRequest request, SourceFiles files) {
        renderings++;
        List<Manifest> manifests = new ArrayList<>();
        for (String revision : request.revisions()) {
            if (broken.containsKey(revision)) {
                return new Rendered.Failed(broken.get(revision));
            }
            manifests.addAll(pushed.getOrDefault(revision, List.of()));
        }
        RepeatedObjects.Combined combined = RepeatedObjects.combine(
                manifests, request.namespace(), request.target().scopes());
        return new Rendered.Objects(
                combined.manifests(),
                request.revisions(),
                request.revisions().stream().map(revision -> "Directory").toList(),
                combined.warnings(),
                List.of());
    }
}
