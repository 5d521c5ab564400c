package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.text.PathPattern;
import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The generator {@code git}: a set of parameters for every folder that is chosen, or for every map in the files that are. */
final class GitGeneration {
    private final JsonNode options;
    private final GeneratorContext context;
    private final String repoURL;
    private final String prefix;
    private final Map<String, String> values;

    private GitGeneration(JsonNode options, GeneratorContext context) {
        this.options = options;
        this.context = context;
        this.repoURL = Fields.text(options, "repoURL");
        this.prefix = Fields.text(options, "pathParamPrefix");
        this.values = Fields.entries(options, "values");
    }

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        return new GitGeneration(options, context).generate();
    }

    private List<Map<String, @Nullable Object>> generate() {
        List<JsonNode> directories = Fields.elements(options, "directories");
        List<JsonNode> files = Fields.elements(options, "files");
        if (directories.isEmpty() && files.isEmpty()) {
            throw new GenerationException("a git generator needs directories or files");
        }
        try {
            Optional<GitTree> tree =
                    context.ask(new SetRequest.Tree(repoURL, Fields.text(options, "revision"), context.project()));
            if (tree.isEmpty()) {
                return List.of();
            }
            return directories.isEmpty() ? ofFiles(tree.get(), files) : ofFolders(tree.get(), directories);
        } catch (GenerationException failure) {
            throw failure.in("git");
        }
    }

    private List<Map<String, @Nullable Object>> ofFolders(GitTree tree, List<JsonNode> items) {
        Choice choice = new Choice(items, true, context.budget());
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (String folder : folders(tree.files())) {
            if (choice.has(folder)) {
                context.budget().parameterSets(1);
                Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
                PathParameters.addFolder(folder, prefix, context.text().isStructured(), parameters);
                context.addValues(values, parameters);
                sets.add(parameters);
            }
        }
        return sets;
    }

    /** Every folder that has files somewhere below it, hidden ones apart, in the order in which a walk of the tree comes by. */
    private static Iterable<String> folders(List<String> files) {
        TreeSet<String> folders =
                new TreeSet<>((one, other) -> Arrays.compare(one.split("/", -1), other.split("/", -1)));
        for (String file : files) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                String folder = file.substring(0, slash);
                if (folder.charAt(folder.lastIndexOf('/') + 1) == '.') {
                    break;
                }
                folders.add(folder);
            }
        }
        return folders;
    }

    private List<Map<String, @Nullable Object>> ofFiles(GitTree tree, List<JsonNode> items) {
        Choice choice = new Choice(items, false, context.budget());
        List<String> chosen = tree.files().stream().filter(choice::has).sorted().toList();
        context.budget().parameterSets(chosen.size());
        if (chosen.isEmpty()) {
            return List.of();
        }
        Optional<Map<String, String>> contents =
                context.ask(new SetRequest.Contents(repoURL, tree.commit(), context.project(), chosen));
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        contents.ifPresent(texts -> chosen.forEach(file -> sets.addAll(ofFile(file, texts.get(file)))));
        return sets;
    }

    private List<Map<String, @Nullable Object>> ofFile(String file, @Nullable String content) {
        try {
            if (content == null) {
                throw new GenerationException("it could not be read");
            }
            List<Map<String, @Nullable Object>> sets =
                    ParameterFile.read(content, context.text().isStructured());
            context.budget().parameterSets(sets.size() - 1L);
            for (Map<String, @Nullable Object> parameters : sets) {
                PathParameters.addFile(file, prefix, context.text().isStructured(), parameters);
                context.addValues(values, parameters);
            }
            return sets;
        } catch (GenerationException failure) {
            throw failure.in("the file '" + file + "' of '" + RepositoryUrl.shown(repoURL) + "'");
        }
    }

    /** What is chosen by one of some patterns, and denied by none of others. */
    private static final class Choice {
        private final List<PathPattern> included = new ArrayList<>();
        private final List<PathPattern> excluded = new ArrayList<>();
        private final GenerationBudget budget;

        Choice(List<JsonNode> items, boolean isOfFolders, GenerationBudget budget) {
            this.budget = budget;
            for (JsonNode item : items) {
                String path = Fields.text(item, "path");
                (Fields.isTrue(item, "exclude") ? excluded : included)
                        .add(isOfFolders ? PathPattern.ofFolders(path) : PathPattern.ofFiles(path));
            }
        }

        boolean has(String path) {
            budget.checkTime();
            return included.stream().anyMatch(pattern -> pattern.matches(path))
                    && excluded.stream().noneMatch(pattern -> pattern.matches(path));
        }
    }
}
