package dev.capstan.git.connection;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.http.HttpFailures;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.UnsafePathException;
import dev.capstan.http.HttpFailureException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;

/** Says what an exception of JGit means. */
public final class Translation {
    private static final int LONGEST = 300;
    private static final Pattern LACKS_OBJECT =
            Pattern.compile("not our ref|want [0-9a-f]+ not valid|without written request data pending");
    private static final Pattern DAMAGE = Pattern.compile(
            "corrupt|checksum|invalid pack|pack(file)? .*(invalid|truncated|damaged)|unknown object type|inflat|bad delta");

    private Translation() {}

    /**
     * The failure that the exception is about; empty for what no remote and no disk explains, which is a bug.
     *
     * @param hostKeyRefusal why a host key was refused; empty when none was
     */
    public static Optional<GitFailure> of(Throwable thrown, RemoteUrl url, String hostKeyRefusal) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var known = known(cause, url);
            if (known.isPresent()) {
                return known;
            }
        }
        if (!hostKeyRefusal.isEmpty()) {
            return Optional.of(new GitFailure.HostKeyRefused(url, hostKeyRefusal));
        }
        return switch (thrown) {
            case TransportException _ -> Optional.of(ofTransport(thrown, url));
            case IOException _ ->
                Optional.of(new GitFailure.StorageFailed(url, clean(thrown, url), isOutOfSpace(thrown)));
            default -> Optional.empty();
        };
    }

    /** Whether the answer to a fetch may mean that the server does not have any more what it listed, in whatever words. */
    public static boolean mayBeMoved(TransportException refusal, RemoteUrl url) {
        return of(refusal, url, "")
                .filter(failure -> failure instanceof GitFailure.ProtocolBroken
                        || failure instanceof GitFailure.ObjectsDamaged
                        || failure instanceof GitFailure.RemoteUnreachable)
                .isPresent();
    }

    /** Whether the server cannot send commits without their files. Both versions of the protocol let JGit say it so. */
    public static boolean saysNoFilter(TransportException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(JGitText.get().filterRequiresCapability)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a server refused to cut off the history of what has none: a tree or a file. Git and JGit say it alike. */
    public static boolean saysNoCommits(TransportException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage())
                    .toLowerCase(Locale.ROOT)
                    .contains("no commits selected for shallow request")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<GitFailure> known(Throwable cause, RemoteUrl url) {
        return switch (cause) {
            case GitFailureException ours -> Optional.of(ours.failure());
            case HttpFailureException http -> Optional.of(HttpFailures.of(url, http.failure()));
            case UnsafePathException unsafe -> Optional.of(new GitFailure.PathUnsafe(url, unsafe.path(), unsafe.why()));
            case NotSupportedException _ ->
                Optional.of(new GitFailure.UrlInvalid(url.toString(), "it is not of a form that Git can use"));
            case NoRemoteRepositoryException _ -> Optional.of(new GitFailure.RepositoryNotFound(url));
            case CorruptObjectException _,
                    MissingObjectException _,
                    IncorrectObjectTypeException _,
                    PackInvalidException _,
                    TooLargeObjectInPackException _,
                    DataFormatException _ -> Optional.of(new GitFailure.ObjectsDamaged(url, clean(cause, url)));
            case OutOfMemoryError _ ->
                Optional.of(
                        new GitFailure.ObjectsDamaged(url, "it announces an object that is larger than all memory"));
            case FileSystemException _ ->
                Optional.of(new GitFailure.StorageFailed(url, clean(cause, url), isOutOfSpace(cause)));
            case IOException io
            when isOutOfSpace(io) -> Optional.of(new GitFailure.StorageFailed(url, "no space left on device", true));
            default -> Optional.empty();
        };
    }

    private static GitFailure ofTransport(Throwable thrown, RemoteUrl url) {
        var text = clean(thrown, url);
        var lower = text.toLowerCase(Locale.ROOT);
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            if (lower.contains("auth") || lower.contains("cannot log in")) {
                return new GitFailure.CredentialsRejected(url, sshKeyRefused(url));
            }
            if (isCausedBy(thrown, ConnectException.class) || lower.contains("connection refused")) {
                return new GitFailure.RemoteUnreachable(url, "connection refused by port " + url.effectivePort());
            }
        }
        if (lower.contains("not authorized") || lower.contains("not permitted")) {
            return new GitFailure.CredentialsRejected(url, text);
        }
        if (lower.contains("redirect")) {
            return new GitFailure.RedirectRefused(
                    url, "it leads in a circle, or to something else than a repository; check the URL");
        }
        if (LACKS_OBJECT.matcher(lower).find()) {
            return new GitFailure.ProtocolBroken(url, "it does not give an object that was asked for (" + text + ")");
        }
        if (DAMAGE.matcher(lower).find()) {
            return new GitFailure.ObjectsDamaged(url, text);
        }
        if (isCausedBy(thrown, EOFException.class)) {
            return new GitFailure.RemoteUnreachable(url, "the connection was closed too early: " + text);
        }
        return url.scheme() == RemoteUrl.Scheme.SSH
                ? new GitFailure.RemoteUnreachable(url, text)
                : new GitFailure.ProtocolBroken(url, text);
    }

    private static String sshKeyRefused(RemoteUrl url) {
        return url.user().isPresent()
                ? "the server did not accept the SSH key"
                : "the server did not accept the SSH key for the user 'git'; the URL names no other";
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> kind) {
        for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutOfSpace(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().contains("No space left");
    }

    private static String clean(Throwable cause, RemoteUrl url) {
        var text = unaddressed(cause.getMessage() == null ? "no details are known" : cause.getMessage(), url);
        var root = cause.getCause();
        if (root != null && root.getMessage() != null && !text.contains(root.getMessage())) {
            text = text + " (" + root.getMessage().replaceAll("[\\p{Cntrl}\\s]+", " ") + ")";
        }
        return shortened(text);
    }

    private static String unaddressed(String text, RemoteUrl url) {
        return text.replace(url + ": ", "")
                .replaceAll("://[^/@\\s]*@", "://***@")
                .replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** One line, without the URL that our own message names already, and not longer than a screen's. */
    public static String oneLine(String text, RemoteUrl url) {
        return shortened(unaddressed(text, url).strip());
    }
}
