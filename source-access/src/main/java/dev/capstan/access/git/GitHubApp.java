package dev.capstan.access.git;

import static dev.capstan.access.SecretAccess.malformed;
import static dev.capstan.access.SecretAccess.text;
import static dev.capstan.access.SecretAccess.word;

import dev.capstan.access.AccessResult;
import dev.capstan.digest.FieldDigest;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A GitHub App that is installed where a repository is, as its Secret says.
 *
 * @param id of the App
 * @param installation where it is installed
 * @param privateKey in PEM
 * @param api where the API is served, without a slash at the end
 */
public record GitHubApp(String id, Installation installation, String privateKey, URI api) {
    private static final String ID = "githubAppID";
    private static final String INSTALLATION = "githubAppInstallationID";
    private static final String OWNER = "githubAppInstallationOwner";
    private static final String KEY = "githubAppPrivateKey";
    private static final String API = "githubAppBaseURL";
    private static final String PUBLIC_API = "https://api.github.com";

    /** Which installation of the App. */
    public sealed interface Installation {
        /** By its number. */
        record Numbered(String id) implements Installation {}

        /** The one of an organization or a user. */
        record Of(String owner) implements Installation {}
    }

    /** Whether a Secret is meant for an App. */
    public static boolean isIn(SecretValues values) {
        return values.all().containsKey(ID);
    }

    /** The App that a Secret describes. */
    public static AccessResult<GitHubApp> read(SecretValues values) {
        var id = word(values, ID);
        var key = text(values, KEY);
        if (id.isEmpty() || key.isEmpty()) {
            return malformed(values, "provider 'github' needs the keys '" + ID + "' and '" + KEY + "'");
        }
        if (!isNumber(id.get())) {
            return malformed(values, "'" + ID + "' is not a number");
        }
        return installation(values)
                .then(installation -> api(values).map(api -> new GitHubApp(id.get(), installation, key.get(), api)));
    }

    private static AccessResult<Installation> installation(SecretValues values) {
        var number = word(values, INSTALLATION);
        var owner = word(values, OWNER);
        if (number.isPresent() == owner.isPresent()) {
            return malformed(
                    values, "exactly one of the keys '" + INSTALLATION + "' and '" + OWNER + "' must be there");
        }
        if (number.isPresent()) {
            return isNumber(number.get())
                    ? AccessResult.success(new Installation.Numbered(number.get()))
                    : malformed(values, "'" + INSTALLATION + "' is not a number");
        }
        return owner.get().matches("[A-Za-z0-9_-]{1,100}")
                ? AccessResult.success(new Installation.Of(owner.get()))
                : malformed(values, "'" + OWNER + "' is not the name of an organization or user");
    }

    private static AccessResult<URI> api(SecretValues values) {
        var address = word(values, API).orElse(PUBLIC_API).replaceAll("/+$", "");
        try {
            var uri = new URI(address);
            var isUsable = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return isUsable
                    ? AccessResult.success(uri)
                    : malformed(values, "'" + API + "' is not a URL such as https://github.example.com/api/v3");
        } catch (URISyntaxException e) {
            return malformed(values, "'" + API + "' is not a URL");
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }

    /** Whether a host serves the API. */
    public boolean isServedBy(String host) {
        return host.equalsIgnoreCase(api.getHost());
    }

    /** A name for what tokens are issued for; whoever knows it knows nothing of the key. */
    public String identity() {
        var hash = new FieldDigest();
        hash.add(id, privateKey, api.toString());
        switch (installation) {
            case Installation.Numbered(var number) -> hash.add("number", number);
            case Installation.Of(var owner) -> hash.add("owner", owner);
        }
        return hash.finish().hex();
    }

    @Override
    public String toString() {
        return "GitHubApp[" + id + "]";
    }
}
