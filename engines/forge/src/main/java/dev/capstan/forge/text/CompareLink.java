package dev.capstan.forge.text;

import dev.capstan.forge.rest.UrlText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page of a forge that shows what changed between two versions of the sources of an image.
 *
 * @param url is safe between the brackets of a Markdown link
 */
public record CompareLink(String url) {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)+");
    private static final int LONGEST_VERSION = 128;

    /**
     * The page, when the forge is one that is told by its host.
     *
     * @param source address of the repository with the sources, as the label {@code org.opencontainers.image.source} has it
     * @param from tag or commit of the sources
     * @param to tag or commit of the sources
     * @return empty for any other address
     */
    public static Optional<CompareLink> between(String source, String from, String to) {
        if (from.isBlank() || to.isBlank() || from.length() > LONGEST_VERSION || to.length() > LONGEST_VERSION) {
            return Optional.empty();
        }
        try {
            var uri = new URI(source.strip());
            String path =
                    String.valueOf(uri.getRawPath()).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
            boolean isUsable = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && PATH.matcher(path).matches()
                    && !(path + "/").contains("/../")
                    && !(path + "/").contains("/./");
            if (!isUsable) {
                return Optional.empty();
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            String repository = "https://" + host + (uri.getPort() == -1 ? "" : ":" + uri.getPort()) + path;
            return page(host, UrlText.part(from), UrlText.part(to)).map(page -> new CompareLink(repository + page));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> page(String host, String from, String to) {
        if (host.equals("gitlab.com") || host.startsWith("gitlab.")) {
            return Optional.of("/-/compare/" + from + "..." + to);
        }
        if (host.equals("bitbucket.org")) {
            return Optional.of("/branches/compare/" + to + "%0D" + from);
        }
        boolean isAsGitHub = host.equals("github.com")
                || host.startsWith("github.")
                || host.equals("codeberg.org")
                || host.startsWith("gitea.")
                || host.startsWith("forgejo.");
        return isAsGitHub ? Optional.of("/compare/" + from + "..." + to) : Optional.empty();
    }
}
