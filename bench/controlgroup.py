"""A process in a control group of its own, as a kubelet would start it, and what the group counts. Knows both versions of control groups."""
import collections, contextlib, ctypes, os, re, signal, subprocess, time

V1 = "/sys/fs/cgroup/memory"
V2 = "/sys/fs/cgroup"
SMALL_PAGES_ONLY = 41  # PR_SET_THP_DISABLE
MIB = 1 << 20

# All in MiB. The working set is what `kubectl top pod` shows and evictions go by: everything charged but file pages that nobody used lately.
Figures = collections.namedtuple("Figures", "working_set anonymous mapped rss pss threads")


class Confined:
    def __init__(self, name, command, environment, log, limit, small_pages):
        self.groups = self.make(name, limit)
        self.log = log
        out = open(log, "w")

        def enter():
            for group in self.groups:
                open(group + "/cgroup.procs", "w").write("0")
            if small_pages:
                ctypes.CDLL(None).prctl(SMALL_PAGES_ONLY, 1, 0, 0, 0)

        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, preexec_fn=enter, start_new_session=True)
        self.pid = self.process.pid

    def make(self, name, limit):
        if os.path.isdir(V1):
            groups = [f"/sys/fs/cgroup/{kind}/{name}" for kind in ("memory", "cpu", "cpuacct")]
            settings = [("memory.limit_in_bytes", limit * MIB)], [("cpu.cfs_period_us", 100000), ("cpu.cfs_quota_us", 100000)], []
        else:
            groups, settings = [f"{V2}/{name}"], ([("memory.max", limit * MIB), ("cpu.max", "100000 100000")],)
        for group, values in zip(groups, settings):
            os.makedirs(group, exist_ok=True)
            for file, value in values:
                open(f"{group}/{file}", "w").write(str(value))
        return groups

    def check(self):
        if self.process.poll() is not None:
            tail = "".join(open(self.log).readlines()[-20:])
            raise SystemExit(f"{self.groups[0]} has ended with {self.process.returncode}\n{tail}")

    def read(self, *names):
        for group in self.groups:
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    return open(f"{group}/{name}").read()
        raise SystemExit(f"{self.groups} have none of {names}")

    def cpu(self):
        """CPU seconds so far."""
        with contextlib.suppress(SystemExit):
            return int(self.read("cpuacct.usage")) / 1e9
        return int(re.search(r"usage_usec (\d+)", self.read("cpu.stat"))[1]) / 1e6

    def figures(self):
        self.check()
        counted = dict(line.split() for line in self.read("memory.stat").splitlines())
        first = lambda *names: next(int(counted[name]) for name in names if name in counted)
        usage = int(self.read("memory.usage_in_bytes", "memory.current"))
        rollup = open(f"/proc/{self.pid}/smaps_rollup").read()
        size = lambda name: int(re.search(rf"^{name}:\s+(\d+)", rollup, re.MULTILINE)[1]) >> 10
        return Figures((usage - first("total_inactive_file", "inactive_file")) // MIB, first("total_rss", "anon") // MIB,
                       first("total_mapped_file", "file_mapped") // MIB, size("Rss"), size("Pss"), len(os.listdir(f"/proc/{self.pid}/task")))

    def close(self, seconds=30):
        if self.process.poll() is None:
            os.killpg(self.pid, signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()
        for group in self.groups:
            with contextlib.suppress(OSError):
                os.rmdir(group)
