package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.project.DestinationRules.DestinationPattern;
import dev.capstan.argo.project.KindRules.KindPattern;
import dev.capstan.argo.signature.SignaturePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of an AppProject, as they are written. */
record ProjectSpec(
        String name,
        List<String> sourceRepos,
        List<DestinationPattern> destinations,
        KindRules kinds,
        List<String> sourceNamespaces,
        SyncWindows windows,
        Optional<OrphanedResources> orphanedResources,
        boolean permitsOwnClustersOnly,
        ServiceAccounts serviceAccounts,
        boolean demandsSignatures,
        List<String> problems) {

    static ProjectSpec of(JsonNode object) {
        JsonNode spec = object.path("spec");
        List<String> sourceRepos = Fields.texts(spec, "sourceRepos");
        List<DestinationPattern> destinations = new ArrayList<>();
        for (JsonNode destination : spec.path("destinations")) {
            destinations.add(new DestinationPattern(
                    Fields.text(destination, "server"),
                    Fields.text(destination, "name"),
                    Fields.text(destination, "namespace")));
        }
        SyncWindows windows = SyncWindows.of(spec.path("syncWindows"));
        List<ServiceAccounts.Entry> accounts = new ArrayList<>();
        for (JsonNode account : spec.path("destinationServiceAccounts")) {
            accounts.add(new ServiceAccounts.Entry(
                    Fields.text(account, "server"),
                    Fields.text(account, "namespace"),
                    Fields.text(account, "defaultServiceAccount")));
        }
        List<String> namespaces = Fields.texts(spec, "sourceNamespaces");
        KindRules kinds = kinds(spec);
        JsonNode orphans = spec.path("orphanedResources");
        return new ProjectSpec(
                Fields.text(object.path("metadata"), "name"),
                sourceRepos,
                List.copyOf(destinations),
                kinds,
                namespaces,
                windows,
                orphans.isObject() ? Optional.of(OrphanedResources.of(orphans)) : Optional.empty(),
                Fields.isTrue(spec, "permitOnlyProjectScopedClusters"),
                new ServiceAccounts(accounts),
                !SignaturePolicies.of(spec).isEmpty(),
                ProjectProblems.of(sourceRepos, destinations, kinds, namespaces, windows, accounts));
    }

    private static KindRules kinds(JsonNode spec) {
        JsonNode namespaceWhitelist = spec.path("namespaceResourceWhitelist");
        return new KindRules(
                kindPatterns(spec.path("clusterResourceWhitelist")),
                kindPatterns(spec.path("clusterResourceBlacklist")),
                namespaceWhitelist.isArray() ? Optional.of(kindPatterns(namespaceWhitelist)) : Optional.empty(),
                kindPatterns(spec.path("namespaceResourceBlacklist")));
    }

    private static List<KindPattern> kindPatterns(JsonNode list) {
        List<KindPattern> patterns = new ArrayList<>();
        for (JsonNode item : list) {
            patterns.add(
                    KindPattern.of(Fields.text(item, "group"), Fields.text(item, "kind"), Fields.text(item, "name")));
        }
        return List.copyOf(patterns);
    }
}
