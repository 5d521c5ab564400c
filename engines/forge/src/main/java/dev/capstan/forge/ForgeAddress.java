package dev.capstan.forge;

import java.net.URI;

/** Where forges serve their API, as settings write it that name no repository. */
final class ForgeAddress {
    private ForgeAddress() {}

    /** What is there when nothing is written; Gitea has no such place. */
    static String standard(ForgeProvider provider) throws ForgeFailureException {
        return switch (provider) {
            case GITHUB -> "https://api.github.com";
            case GITLAB -> "https://gitlab.com";
            case BITBUCKET -> "https://api.bitbucket.org/2.0";
            case GITEA, BITBUCKET_SERVER ->
                throw ForgeFailureException.address(
                        "the address of the API is needed: every " + provider.text() + " is somebody's own");
        };
    }

    /**
     * The address with the path of the API, which is often left out below the path of a forge. An API of GitHub has a host of its own, or
     * the path.
     */
    static URI complete(ForgeProvider provider, String text) throws ForgeFailureException {
        URI given = GivenApi.address(provider, text);
        boolean isWhole = given.getRawPath().endsWith(provider.apiPath())
                || (provider == ForgeProvider.GITHUB
                        && (given.getHost().startsWith("api.")
                                || given.getHost().contains(".api.")));
        return isWhole ? given : URI.create(given + provider.apiPath());
    }
}
