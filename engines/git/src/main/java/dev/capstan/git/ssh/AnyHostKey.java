package dev.capstan.git.ssh;

import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/** Takes whatever key a server shows; for those who asked for that. */
enum AnyHostKey implements ServerKeyDatabase {
    ACCEPTED;

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration configuration) {
        return List.of();
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remote,
            PublicKey serverKey,
            Configuration configuration,
            @Nullable CredentialsProvider provider) {
        return true;
    }
}
