package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.DefaultProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.survey.Installation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A project, and what of its object is proposed or noted. */
record ProjectFacts(AppProject project, JsonNode spec) {
    private static final int KEY_ID = 16;

    /** All projects by name, the default one in any case. */
    static Map<String, ProjectFacts> of(Installation installation, Repositories repositories, Clusters clusters) {
        var projects = new HashMap<String, ProjectFacts>();
        JsonNode own = DefaultProject.object(installation.namespace());
        projects.put(AppProject.DEFAULT, new ProjectFacts(AppProject.of(own, List.of(), List.of()), own.path("spec")));
        for (JsonNode object : installation.projects()) {
            String name = Metadata.of(object).name();
            var project = AppProject.of(object, repositories.urlsOf(name), clusters.ofProject(name));
            projects.put(name, new ProjectFacts(project, object.path("spec")));
        }
        return projects;
    }

    String name() {
        return project.name();
    }

    boolean hasWindows() {
        return !Fields.elements(spec, "syncWindows").isEmpty();
    }

    /** The keys of OpenPGP by which commits may be signed, as the ConfigMap of keys names them. */
    Set<String> signingKeys() {
        Set<String> keys = new LinkedHashSet<>();
        allKeys().forEach(key -> keys.add(shortened(key)));
        keys.remove("");
        return keys;
    }

    /** Whether keys of SSH may sign, which have no entry under their own name. */
    boolean hasSshKeys() {
        return allKeys().stream().anyMatch(key -> key.startsWith("SHA256:"));
    }

    /** Whether what is demanded depends on the repository, and on more than one commit. */
    boolean hasSignaturePolicies() {
        return !policies().isEmpty();
    }

    private List<String> allKeys() {
        List<String> keys = new ArrayList<>();
        Fields.elements(spec, "signatureKeys").forEach(key -> keys.add(Fields.text(key, "keyID")));
        policies().forEach(policy -> keys.addAll(Fields.texts(policy.path("gpg"), "keys")));
        return keys;
    }

    private List<JsonNode> policies() {
        return Fields.elements(spec.path("sourceIntegrity").path("git"), "policies");
    }

    /** Empty for what is no id: it becomes part of a command line. */
    private static String shortened(String key) {
        String id = key.toUpperCase(Locale.ROOT);
        return id.matches("[0-9A-F]{16,64}") ? id.substring(id.length() - KEY_ID) : "";
    }
}
