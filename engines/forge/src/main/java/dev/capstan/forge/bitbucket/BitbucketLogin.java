package dev.capstan.forge.bitbucket;

import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.rest.BasicLogin;
import java.util.Map;

/** How both kinds of Bitbucket learn who asks. */
final class BitbucketLogin {
    /** The user that access tokens of repositories, projects and workspaces have in Git. */
    private static final String USER_OF_TOKENS = "x-token-auth";

    private BitbucketLogin() {}

    static Map<String, String> headers(ForgeLogin login) {
        return Map.of(
                "Authorization",
                switch (login) {
                    case ForgeLogin.Token(var value) -> "Bearer " + value;
                    case ForgeLogin.Password(var user, var password) ->
                        user.equals(USER_OF_TOKENS) ? "Bearer " + password : BasicLogin.header(user, password);
                });
    }
}
