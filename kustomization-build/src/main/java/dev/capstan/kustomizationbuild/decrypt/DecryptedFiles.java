package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.kustomizationbuild.decrypt.FileDecryption.Opening;
import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainedField;
import dev.capstan.kustomize.ExplainedObject;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one build decrypts: its own files, those of remote bases, and files that are values of Secrets. Knows afterwards where in the
 * encrypted files something stands, and what must not be said. Belongs to one thread.
 */
public final class DecryptedFiles {
    private final EncryptedText texts;
    private final long largest;
    private final PlainTexts plains = new PlainTexts();
    private final Map<String, DecryptedLines> lines = new HashMap<>();
    private @Nullable String failure;

    /**
     * Nothing is decrypted yet.
     *
     * @param largest files of more bytes are not opened: whoever builds refuses them
     */
    public DecryptedFiles(FileDecryption decryption, long largest) {
        this.texts = new EncryptedText(decryption);
        this.largest = largest;
    }

    /** The tree with its encrypted files in plain, each decrypted when it is first read. */
    public FileTree over(FileTree tree) {
        return new DecryptingTree(tree, (path, content) -> opened(path, content, true));
    }

    /** The same for the trees of remote bases; single files are left as they are. */
    public RemoteBases over(RemoteBases bases) {
        return new DecryptingBases(bases, (path, content) -> opened(path, content, false));
    }

    /** Why a file could not be opened; then the build means nothing, whatever came of it. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** What must not be shown of what was decrypted so far. */
    public PlainTexts plains() {
        return plains;
    }

    /**
     * The file in plain; the very same bytes when it is not encrypted. After one that cannot be opened no other one is tried.
     *
     * @param isOwn whether it lies in the tree that is built, to which places in messages refer
     */
    private byte[] opened(String path, byte[] content, boolean isOwn) throws IOException {
        if (content.length > largest) {
            return content;
        }
        if (failure != null) {
            throw new IOException(failure);
        }
        return switch (texts.open(path, content).orElse(null)) {
            case null -> content;
            case Opening.Opened(var plain) -> {
                plains.add(content, plain);
                if (isOwn) {
                    lines.put(path, new DecryptedLines(path, content, plain));
                }
                yield plain;
            }
            case Opening.Refused(var message) -> {
                failure = message;
                throw new IOException(message);
            }
        };
    }

    /**
     * The objects with encrypted files among their values in plain, and their origins where they stand in Git. Means nothing once there is
     * a {@link #failure}.
     */
    public List<BuiltObject> plain(List<BuiltObject> objects) {
        var opened = new ArrayList<BuiltObject>(objects.size());
        for (BuiltObject object : objects) {
            switch (new SecretValues(texts, plains).open(object)) {
                case SecretValues.Result.Opened(var content) ->
                    opened.add(new BuiltObject(content, placed(object.origin()), object.firstName()));
                case SecretValues.Result.Refused(var message) -> {
                    failure = message;
                    return List.of();
                }
            }
        }
        return List.copyOf(opened);
    }

    private Origin placed(Origin origin) {
        return origin.repository().isPresent()
                ? origin
                : new Origin(
                        origin.file(),
                        line(origin.file(), origin.line()),
                        origin.generatedBy(),
                        origin.repository(),
                        origin.ref());
    }

    /** A problem where it stands in Git, without what must not be shown. */
    public BuildProblem shown(BuildProblem problem) {
        String file = problem.file().orElse("");
        boolean isDecrypted = lines.containsKey(file);
        return new BuildProblem(
                problem.code(),
                plains.hide(problem.message()),
                problem.file(),
                line(file, problem.line()),
                isDecrypted ? 0 : problem.column(),
                problem.field().map(plains::hide),
                problem.object().map(plains::hide),
                problem.cause().map(plains::hide),
                problem.advice().map(plains::hide));
    }

    /** A warning where it stands in Git, without what must not be shown. */
    public BuildWarning shown(BuildWarning warning) {
        return new BuildWarning(
                plains.hide(warning.message()),
                plains.hide(warning.object()),
                plains.hide(warning.field()),
                warning.file(),
                line(warning.file(), warning.line()),
                plains.hide(warning.advice()));
    }

    /** An object with the history of its fields where they stand in Git, and without what must not be shown. */
    public ExplainedObject shown(ExplainedObject explained) {
        BuiltObject object = explained.object();
        return new ExplainedObject(
                new BuiltObject(object.content(), placed(object.origin()), object.firstName()),
                explained.formerNames(),
                explained.fields().stream().map(this::shown).toList());
    }

    private ExplainedField shown(ExplainedField field) {
        return new ExplainedField(
                field.path(),
                field.settings().stream()
                        .map(setting -> new ExplainedField.Setting(
                                plains.hide(setting.value()),
                                setting.file(),
                                line(setting.file(), setting.line()),
                                setting.by()))
                        .toList());
    }

    /** The line of a file in Git on which something stands that was read at this line of its plain text. */
    public int line(String file, int line) {
        DecryptedLines known = lines.get(file);
        return known == null || line == 0 ? line : known.inGit(line);
    }
}
