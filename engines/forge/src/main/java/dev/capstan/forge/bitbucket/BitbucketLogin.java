package dev.capstan.forge.bitbucket;

import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.rest.BasicLogin;
import java.util.Map;

/** How both kinds of Bitbucket learn who asks. */
final class BitbucketLogin {
    /** The user that access tokens of repositories, projects and workspaces have in Git. */
    private static final String USER_OF_TOKENS = "x-token-auth";

    private static final String HEADER = "Authorization";

    private BitbucketLogin() {}

    static Map<String, String> headers(ForgeLogin login) {
        return switch (login) {
            case ForgeLogin.Nobody() -> Map.of();
            case ForgeLogin.Token(var value) -> Map.of(HEADER, "Bearer " + value);
            case ForgeLogin.Password(var user, var password) ->
                Map.of(HEADER, user.equals(USER_OF_TOKENS) ? "Bearer " + password : BasicLogin.header(user, password));
        };
    }
}
