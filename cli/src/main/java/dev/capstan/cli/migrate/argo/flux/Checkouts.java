package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Repositories and charts that lie on this machine, at the revision that the user has chosen. */
final class Checkouts {
    private static final int USED_WRONGLY = 2;

    private final List<Checkout> all;

    private record Checkout(String url, Path place) {}

    private Checkouts(List<Checkout> all) {
        this.all = all;
    }

    /**
     * Reads {@code URL=PATH}.
     *
     * @throws CommandFailure when a text is not of this form, or nothing lies at the path
     */
    static Checkouts of(List<String> texts) {
        var all = new ArrayList<Checkout>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new CommandFailure("--checkout is URL=PATH, not '" + text + "'", USED_WRONGLY);
            }
            Path place = Path.of(text.substring(equals + 1));
            if (!Files.exists(place)) {
                throw new CommandFailure("--checkout: there is nothing at " + place, USED_WRONGLY);
            }
            all.add(new Checkout(text.substring(0, equals), place));
        }
        return new Checkouts(all);
    }

    /** Where the files of a source are: a folder for a repository, an archive for a chart that has a name in one. */
    Optional<Path> of(ApplicationSource source) {
        String url = address(source);
        return all.stream()
                .filter(checkout -> RepositoryUrl.isSame(checkout.url(), url))
                .map(Checkout::place)
                .findFirst();
    }

    /** By which a user names the files of a source. */
    static String address(ApplicationSource source) {
        return source.chart().isEmpty()
                ? source.repoUrl()
                : source.repoUrl().replaceFirst("/+$", "") + "/" + source.chart();
    }
}
