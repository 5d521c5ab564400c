package dev.capstan.cli.build;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.sops.SopsSession;
import dev.capstan.kustomizationbuild.EncryptedObject;
import dev.capstan.kustomizationbuild.decrypt.DecryptedFiles;
import dev.capstan.kustomizationbuild.decrypt.DecryptionAdvice;
import dev.capstan.kustomizationbuild.decrypt.EncryptedFiles;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainedObject;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.tree.FileTree;
import java.util.List;
import java.util.Optional;

/** The encrypted files among those of one build: opened with the keys of the user, or left as they are and remembered by name. */
final class EncryptedInputs implements AutoCloseable {
    private static final int MOST_NAMED = 10;
    private static final DecryptionAdvice ADVICE = new DecryptionAdvice(
            "Name a file with a key for it: --age-key-file FILE",
            "To see what it holds: capstan sops decrypt --ignore-mac FILE");

    private final EncryptedFiles left;
    private final Optional<Opened> opened;
    private Optional<BuiltObject> closed = Optional.empty();

    private record Opened(SopsSession session, DecryptedFiles files) {}

    private EncryptedInputs(EncryptedFiles left, Optional<Opened> opened) {
        this.left = left;
        this.opened = opened;
    }

    /** They stay as they are. */
    static EncryptedInputs left(long largest) {
        return new EncryptedInputs(new EncryptedFiles(largest), Optional.empty());
    }

    /** They are opened. */
    static EncryptedInputs opened(Invocation invocation, long largest) {
        SopsSession session = SopsSession.open(invocation);
        var decryption = new FileDecryption(session.keys(), List.of(), MacCheck.REQUIRED, ADVICE);
        return new EncryptedInputs(
                new EncryptedFiles(largest), Optional.of(new Opened(session, new DecryptedFiles(decryption, largest))));
    }

    FileTree over(FileTree tree) {
        return opened.map(it -> it.files().over(tree)).orElseGet(() -> left.over(tree));
    }

    RemoteBases over(RemoteBases bases) {
        return opened.map(it -> it.files().over(bases)).orElseGet(() -> left.over(bases));
    }

    /** The objects of a build, which may hold encrypted files as values. Means nothing when there is a {@link #failure}. */
    List<BuiltObject> plain(List<BuiltObject> objects) {
        if (opened.isEmpty()) {
            return objects;
        }
        List<BuiltObject> plain = opened.get().files().plain(objects);
        closed = plain.stream().filter(EncryptedObject::isOne).findFirst();
        return plain;
    }

    /** Why something could not be opened; then the build means nothing, whatever came of it. */
    Optional<String> failure() {
        return opened.flatMap(it -> it.files().failure())
                .or(() -> closed.map(object ->
                        "%s: %s is still encrypted, because the sops metadata of the file are missing. Take it from a commit with them"
                                .formatted(object.origin(), object.identity())));
    }

    /** What was built although it is encrypted; empty when nothing was. */
    Optional<String> warning() {
        List<String> found = left.found();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", found.subList(0, Math.min(MOST_NAMED, found.size())));
        String others = found.size() > MOST_NAMED ? " and %d others".formatted(found.size() - MOST_NAMED) : "";
        return Optional.of(
                "encrypted with SOPS, and built as it is: %s%s. To open it, give --age-key-file FILE, or --decrypt with your usual keys"
                        .formatted(named, others));
    }

    BuildProblem shown(BuildProblem problem) {
        return opened.map(it -> it.files().shown(problem)).orElse(problem);
    }

    BuildWarning shown(BuildWarning warning) {
        return opened.map(it -> it.files().shown(warning)).orElse(warning);
    }

    ExplainedObject shown(ExplainedObject explained) {
        return opened.map(it -> it.files().shown(explained)).orElse(explained);
    }

    @Override
    public void close() {
        opened.ifPresent(it -> it.session().close());
    }
}
