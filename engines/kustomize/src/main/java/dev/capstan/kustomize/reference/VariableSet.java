package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.VarEntry;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables of a kustomization and of those below it; every name is given once. */
public final class VariableSet {
    private final SortedMap<String, VarEntry> variables = new TreeMap<>();

    /** The variables, sorted by name. */
    public Collection<VarEntry> all() {
        return variables.values();
    }

    /** Adds the variables of a kustomization, and notes on the objects which of them take their value from it. */
    public void declare(List<VarEntry> entries, ResourceList resources) {
        for (VarEntry entry : entries) {
            List<Resource> matches = matches(entry, resources);
            if (matches.size() > 1) {
                throw new BuildFault(entry.place()
                        .problem(
                                Code.REFERENCE_FAILED,
                                "found " + matches.size() + " resId matches for var " + entry.name()
                                        + " (unable to disambiguate)")
                        .advise("Give objref a namespace."));
            }
            matches.forEach(resource -> resource.addVariable(entry.name()));
        }
        entries.forEach(this::add);
    }

    /** Adds the variables of another kustomization. */
    public void addAll(VariableSet other) {
        other.variables.values().forEach(this::add);
    }

    private void add(VarEntry entry) {
        VarEntry known = variables.putIfAbsent(entry.name(), entry);
        if (known != null) {
            throw new BuildFault(entry.place()
                    .problem(
                            Code.REFERENCE_FAILED,
                            "var '" + entry.name() + "' already encountered in "
                                    + known.place().file())
                    .advise("Give every variable its own name."));
        }
    }

    private static List<Resource> matches(VarEntry entry, ResourceList resources) {
        List<Resource> matches = new ArrayList<>();
        for (Resource resource : resources.all()) {
            if (!resource.isGone() && resource.allIds().stream().anyMatch(id -> isMeant(entry, id))) {
                matches.add(resource);
            }
        }
        return matches;
    }

    private static boolean isMeant(VarEntry entry, ResourceId id) {
        return id.name().equals(entry.objectName())
                && id.gvk().equals(entry.gvk())
                && (entry.namespace().isEmpty() || id.effectiveNamespace().equals(entry.namespace()));
    }
}
