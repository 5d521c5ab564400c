package dev.capstan.testkit.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * One {@code git-upload-pack '/path'} or {@code git-receive-pack '/path'} of a client, answered by the git command; started
 * directly, or by a shell as sshd does it.
 */
final class GitPackCommand implements Command {

    private static final Pattern REQUEST = Pattern.compile("git[- ](upload-pack|receive-pack) '?/?([^']+)'?");

    private final Path root;
    private final String request;
    private final boolean throughShell;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private @Nullable Process process;

    GitPackCommand(Path root, String request, boolean throughShell) {
        this.root = root;
        this.request = request;
        this.throughShell = throughShell;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        Matcher matcher = REQUEST.matcher(request);
        if (!throughShell && !matcher.matches()) {
            requireSet(err)
                    .write(("only git-upload-pack and git-receive-pack are served here, not: " + request + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            requireSet(err).flush();
            requireSet(exit).onExit(1);
            return;
        }
        ProcessBuilder builder = throughShell
                ? GitCommand.process().command("sh", "-c", request).directory(root.toFile())
                : GitCommand.process(
                        matcher.group(1), root.resolve(matcher.group(2)).toString());
        String protocol = environment.getEnv().get("GIT_PROTOCOL");
        if (protocol != null) {
            builder.environment().put("GIT_PROTOCOL", protocol);
        }
        Process started = builder.start();
        process = started;
        Thread.ofVirtual().start(() -> pump(requireSet(in), started.getOutputStream(), true));
        Thread errors = Thread.ofVirtual().start(() -> pump(started.getErrorStream(), requireSet(err), false));
        Thread.ofVirtual().start(() -> {
            pump(started.getInputStream(), requireSet(out), false);
            awaitEnd(errors);
            requireSet(exit).onExit(started.onExit().join().exitValue());
        });
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies until one side ends; either may end first, and the exit code says what that meant. */
    private static void pump(InputStream from, OutputStream to, boolean close) {
        byte[] buffer = new byte[32 * 1024];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
            if (close) {
                to.close();
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private static <T> T requireSet(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the SSH server starts a command before its streams are set");
        }
        return value;
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
