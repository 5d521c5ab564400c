package dev.capstan.cli.build;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.ShownAddress;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.remotebase.MirroredBases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Remote bases of one build, by way of mirrors in the user's cache folder; these are opened when a first base asks for them. */
final class FetchedBases implements RemoteBases, AutoCloseable {
    private final Path cache;
    private final AddressRule addresses;
    private final Duration timeout;
    private final SshFolder ssh;
    private final SlowNotice notice;
    private Optional<Opened> opened = Optional.empty();

    private record Opened(GitMirrors mirrors, MirroredBases bases) {}

    /**
     * @param cache folder of the mirrors
     * @param addresses where repositories may be fetched from
     * @param timeout for one repository
     * @param ssh who the user is for repositories over SSH
     * @param notice hears what is fetched
     */
    FetchedBases(Path cache, AddressRule addresses, Duration timeout, SshFolder ssh, SlowNotice notice) {
        this.cache = cache;
        this.addresses = addresses;
        this.timeout = timeout;
        this.ssh = ssh;
        this.notice = notice;
    }

    @Override
    public Answer base(String address) {
        String before = notice.goesOnWith("fetching " + ShownAddress.of(address));
        try {
            return bases().base(address);
        } finally {
            notice.goesOnWith(before);
        }
    }

    @Override
    public Answer file(String address) {
        return bases().file(address);
    }

    private synchronized MirroredBases bases() {
        if (opened.isEmpty()) {
            try {
                GitMirrors mirrors =
                        GitMirrors.open(cache, new GitSettings(addresses, GitLimits.DEFAULT), Clock.systemUTC());
                opened = Optional.of(
                        new Opened(mirrors, new MirroredBases(mirrors, GitLimits.DEFAULT, timeout, ssh::credentials)));
            } catch (IOException unusable) {
                throw new CommandFailure(
                        "the folder for fetched bases, " + cache + ", cannot be used: " + unusable.getMessage(),
                        unusable);
            }
        }
        return opened.get().bases();
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened.isPresent()) {
            opened.get().mirrors().close();
        }
    }
}
