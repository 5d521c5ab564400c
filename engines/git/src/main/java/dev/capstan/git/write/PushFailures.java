package dev.capstan.git.write;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.Remote;
import dev.capstan.git.connection.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.JGitText;

/** What it means that a push got no proper answer, from a remote that has just let us read with the same credentials. */
final class PushFailures {
    private static final Pattern NOT_PERMITTED = Pattern.compile(
            "permission|denied|forbidden|not allowed|not permitted|not authorized|read.?only|403",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 1000;

    private PushFailures() {}

    /** The refusal that the exception is about; empty when it is a failure of another kind. */
    static Optional<CommitRefusal> of(IOException thrown, Remote remote, String reference) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage());
            if (text.contains(beginOf(JGitText.get().pushOptionsNotSupported))) {
                return Optional.of(new CommitRefusal.OptionsUnsupported(remote.url()));
            }
            if (text.contains(JGitText.get().pushNotPermitted)) {
                return Optional.of(new CommitRefusal.NotPermitted(remote.url(), "the server does not take pushes"));
            }
            if (text.contains(beginOf(JGitText.get().errorOccurredDuringUnpackingOnTheRemoteEnd))) {
                return Optional.of(new CommitRefusal.ByServer(remote.url(), reference, cleaned(text, remote)));
            }
        }
        return Translation.of(thrown, remote.url(), "").flatMap(failure -> ofFailure(failure, remote));
    }

    private static Optional<CommitRefusal> ofFailure(GitFailure failure, Remote remote) {
        return switch (failure) {
            case GitFailure.CredentialsRejected(var _, var why) ->
                Optional.of(new CommitRefusal.NotPermitted(remote.url(), cleaned(why, remote)));
            case GitFailure.RepositoryNotFound _ ->
                Optional.of(new CommitRefusal.NotPermitted(
                        remote.url(), "the server does not show the repository to those who want to push"));
            case GitFailure.ProtocolBroken(var _, var why)
            when NOT_PERMITTED.matcher(why).find() ->
                Optional.of(new CommitRefusal.NotPermitted(remote.url(), cleaned(why, remote)));
            case GitFailure.RemoteUnreachable(var _, var why)
            when NOT_PERMITTED.matcher(why).find() ->
                Optional.of(new CommitRefusal.NotPermitted(remote.url(), cleaned(why, remote)));
            default -> Optional.empty();
        };
    }

    private static String beginOf(String pattern) {
        int place = pattern.indexOf('{');
        return place < 0 ? pattern : pattern.substring(0, place);
    }

    /** What a server says, in one line: without credentials, ours or of a URL, without control characters, and not for ever. */
    static String cleaned(String text, Remote remote) {
        var line = new StringBuilder();
        text.codePoints()
                .filter(PushFailures::isShown)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c));
        var clean = line.toString().replaceAll("://[^/@\\s]*@", "://***@").replaceAll(" +", " ");
        for (var secret : secrets(remote)) {
            clean = clean.replace(secret, "***");
        }
        clean = clean.strip();
        return clean.codePointCount(0, clean.length()) <= LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** What neither hides nor turns the text around it. */
    private static boolean isShown(int c) {
        return Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE;
    }

    private static List<String> secrets(Remote remote) {
        var secrets = new ArrayList<String>();
        remote.url().password().ifPresent(secrets::add);
        switch (remote.credentials()) {
            case Credentials.Basic(var username, var password) -> addPair(secrets, username, password);
            case Credentials.Issued(var username, var token, var _) -> addPair(secrets, username, token);
            case Credentials.IssuedBearer(var token, var _) -> secrets.add(token);
            case Credentials.Bearer(var token) -> secrets.add(token);
            case Credentials.Anonymous _, Credentials.SshKey _ -> {}
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    private static void addPair(List<String> secrets, String username, String password) {
        secrets.add(password);
        secrets.add(Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
