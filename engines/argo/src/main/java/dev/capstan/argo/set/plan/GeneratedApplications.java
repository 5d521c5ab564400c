package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.project.AppProject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Generated Applications, those that may be written apart from those that may not. One that may not stops no other.
 *
 * @param valid those that may, by name
 * @param names names of all of them
 * @param problems what is wrong with the others, by their names
 */
public record GeneratedApplications(List<ObjectNode> valid, List<String> names, List<String> problems) {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    /** Keeps its own copies. */
    public GeneratedApplications {
        valid = List.copyOf(valid);
        names = List.copyOf(names);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at every one of them.
     *
     * @param projects names of all projects
     * @param clusters among which destinations are looked up; that one cannot be used is for its Applications to say
     */
    public static GeneratedApplications check(List<ObjectNode> generated, Set<String> projects, Clusters clusters) {
        Map<String, Integer> counts = new HashMap<>();
        generated.forEach(application -> counts.merge(nameOf(application), 1, Integer::sum));
        List<ObjectNode> sorted = new ArrayList<>(generated);
        sorted.sort(Comparator.comparing(GeneratedApplications::nameOf));
        List<ObjectNode> valid = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ObjectNode application : sorted) {
            String name = nameOf(application);
            if (!seen.add(name)) {
                continue;
            }
            int count = counts.getOrDefault(name, 1);
            Optional<String> problem = count > 1 && !name.isEmpty()
                    ? Optional.of(count + " applications have the name " + name
                            + "; put another parameter into metadata.name of the template")
                    : problem(application, projects, clusters);
            problem.ifPresentOrElse(problems::add, () -> valid.add(application));
        }
        return new GeneratedApplications(
                valid, counts.keySet().stream().sorted().toList(), problems);
    }

    private static Optional<String> problem(ObjectNode application, Set<String> projects, Clusters clusters) {
        String name = nameOf(application);
        if (name.isEmpty()) {
            return Optional.of("an application has no name; set metadata.name in the template, or by templatePatch");
        }
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            return Optional.of("an application has the name '" + shown(name)
                    + "', which no object can have; use normalize or another parameter");
        }
        JsonNode spec = application.path("spec");
        String project = AppProject.named(Fields.text(spec, "project"));
        if (!projects.contains(project)) {
            return Optional.of("application " + name + ": there is no project " + project);
        }
        return clusters.find(Destination.of(spec.path("destination"))) instanceof Clusters.Lookup.NotFound(String why)
                ? Optional.of("application " + name + ": " + why)
                : Optional.empty();
    }

    /** The last of the problems, and how many there are besides; empty where there are none. */
    public Optional<String> message() {
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String last = problems.getLast();
        return Optional.of(problems.size() == 1 ? last : last + " (and " + (problems.size() - 1) + " more)");
    }

    private static String shown(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }

    private static String nameOf(JsonNode application) {
        return Fields.text(application.path("metadata"), "name");
    }
}
