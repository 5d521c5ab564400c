package dev.capstan.source.bucket.kube;

import dev.capstan.access.SecretAccess;
import dev.capstan.objectstore.ListingLimits;
import dev.capstan.source.bucket.BucketAccess;
import dev.capstan.source.bucket.BucketUpdate;
import dev.capstan.source.bucket.adapter.ScratchFetch;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Opens what Bucket objects need. */
@Singleton
final class BucketKindFactory implements SourceKindFactory {
    private static final long MEBI = 1 << 20;
    private static final int OBJECTS_OF_ONE_BUCKET = 8;
    private static final int OBJECTS_AT_ONCE = 32;
    /** As many as a listing may have; 256 MiB each, 1 GiB together. */
    private static final ContentLimits LIMITS =
            new ContentLimits(ListingLimits.DEFAULT.objects(), 256 * MEBI, 1024 * MEBI, 256);

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var access = new BucketAccess(
                new SecretAccess(services.secrets()),
                services.http(),
                services.cloud(),
                ListingLimits.DEFAULT,
                services.clock());
        var fetch = ScratchFetch.in(
                services.folder().resolve("bucket"), services.store(), OBJECTS_OF_ONE_BUCKET, OBJECTS_AT_ONCE);
        return new BucketKind(new BucketUpdate(access, fetch, services.store(), LIMITS));
    }
}
