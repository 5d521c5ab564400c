package dev.capstan.runtime.leader;

class FakeLeaseClientTest extends LeaseClientContract {
    private final FakeLeaseClient fake = new FakeLeaseClient();

    @Override
    LeaseClient client() {
        return fake;
    }

    @Override
    String namespace() {
        return "default";
    }

    @Override
    void delete() {
        fake.delete();
    }
}
