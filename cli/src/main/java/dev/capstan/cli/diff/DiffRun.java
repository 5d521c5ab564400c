package dev.capstan.cli.diff;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.terminal.PrintableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compares one object and prints the differences. */
final class DiffRun {

    private static final int DIFFERS = 1;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Optional<Path> folder;
    private final Optional<String> revision;
    private final boolean hasOwnRights;

    DiffRun(PrintWriter out, PrintWriter err, Optional<Path> folder, Optional<String> revision, boolean hasOwnRights) {
        this.out = out;
        this.err = err;
        this.folder = folder;
        this.revision = revision;
        this.hasOwnRights = hasOwnRights;
    }

    /** What of the words and options does not go together. */
    Optional<String> problem(List<String> words) {
        KindWords.Named named = KindWords.one(words);
        return switch (named.kind()) {
            case KUSTOMIZATION -> {
                named.onlyName();
                yield Optional.empty();
            }
            case HELM_RELEASE -> {
                named.onlyName();
                yield ofRelease();
            }
            default ->
                Optional.of("a %s cannot be compared; there are: kustomization, helmrelease"
                        .formatted(named.kind().kind()));
        };
    }

    private Optional<String> ofRelease() {
        if (folder.isPresent() || hasOwnRights) {
            return Optional.of("--path and --own-rights are for Kustomizations");
        }
        return revision.filter(number -> !number.matches("[1-9][0-9]{0,8}"))
                .map("the revision of a release is a number from 1, not %s"::formatted);
    }

    int run(Path kubeconfig, Optional<String> namespace, List<String> words) throws IOException {
        KindWords.Named named = KindWords.one(words);
        if (named.kind() == ToolkitKind.HELM_RELEASE) {
            return print(new ReleaseDiff(kubeconfig).of(namespace, named.onlyName(), revision.map(Integer::valueOf)));
        }
        KustomizationDiff.Difference difference = new KustomizationDiff(kubeconfig)
                .of(namespace, named.onlyName(), new KustomizationDiff.Wanted(folder, revision, hasOwnRights));
        difference.notices().forEach(notice -> err.println("capstan: warning: " + PrintableText.of(notice)));
        err.flush();
        return print(difference.changes());
    }

    private int print(List<ObjectChange> changes) {
        changes.stream().flatMap(change -> change.lines().stream()).forEach(out::println);
        out.flush();
        return changes.isEmpty() ? 0 : DIFFERS;
    }
}
