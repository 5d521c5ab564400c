package dev.capstan.kustomize.load;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.yaml.DocumentCache;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlProblem;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parses YAML and JSON, each content once as long as it stays in the cache. Safe for use by several threads. */
public final class Documents {
    private final DocumentCache cache;

    /** Reads through a cache. */
    public Documents(DocumentCache cache) {
        this.cache = cache;
    }

    /** The documents of a file; those without a value are left out. */
    public List<YamlDocument> parse(LoadedFile file) {
        try {
            return cache.read(file.path(), file.content());
        } catch (YamlSyntaxException e) {
            YamlProblem problem = e.problem();
            throw new BuildFault(problem(problem, file.path()).at(file.path(), problem.line(), problem.column()));
        }
    }

    /** As {@link #parse}; a key that is given twice has its last value, as in kustomization files. */
    public List<YamlDocument> parseKustomization(LoadedFile file) {
        try {
            return parse(file);
        } catch (BuildFault strict) {
            try {
                return YamlReader.readAllLastKeyWins(file.path(), file.content(), Limits.DEFAULT);
            } catch (YamlSyntaxException e) {
                throw strict;
            }
        }
    }

    /** The documents of the text of a setting. */
    public List<YamlDocument> parseInline(Setting text) {
        try {
            return cache.read(text.place().file(), text.value().getBytes(StandardCharsets.UTF_8));
        } catch (YamlSyntaxException e) {
            boolean isOneLine = text.value().indexOf('\n') < 0;
            int line = e.problem().line() + text.linesBefore();
            throw new BuildFault(problem(e.problem(), text.place().file())
                    .at(text.place().file(), line, isOneLine ? text.place().column() : 0)
                    .inField(text.place().field()));
        }
    }

    private static BuildProblem problem(YamlProblem problem, String file) {
        BuildProblem result = BuildProblem.of(Code.YAML_INVALID, "the text of " + file + " is not valid YAML")
                .because(problem.problem());
        return problem.hint().isEmpty() ? result : result.advise(capitalised(problem.hint()) + ".");
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
