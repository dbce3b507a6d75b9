//! The one command that installs PostgreSQL on this machine.

use std::fs;

/// The command, by the platform's own name in os-release(5).
pub(super) fn install_command() -> &'static str {
    match std::env::consts::OS {
        "macos" => "brew install postgresql@18",
        "freebsd" => "pkg install postgresql18-server",
        _ => {
            let text = ["/etc/os-release", "/usr/lib/os-release"]
                .iter()
                .find_map(|path| fs::read_to_string(path).ok())
                .unwrap_or_default();
            command_for(&text)
        }
    }
}

/// The command for a platform with this os-release text: its `ID`, else the first known name of `ID_LIKE`.
fn command_for(os_release: &str) -> &'static str {
    let value = |key: &str| {
        os_release
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
            .map(|value| value.trim_matches('"').to_owned())
            .unwrap_or_default()
    };
    let (id, like) = (value("ID"), value("ID_LIKE"));
    std::iter::once(id.as_str())
        .chain(like.split_whitespace())
        .find_map(command_of)
        .unwrap_or("apt-get install postgresql")
}

fn command_of(id: &str) -> Option<&'static str> {
    match id {
        "debian" | "ubuntu" | "linuxmint" | "raspbian" => Some("apt-get install postgresql"),
        "fedora" | "rhel" | "centos" | "rocky" | "almalinux" | "amzn" => {
            Some("dnf install postgresql-server")
        }
        "alpine" => Some("apk add postgresql"),
        "arch" | "manjaro" => Some("pacman -S postgresql"),
        "opensuse" | "suse" | "opensuse-leap" | "opensuse-tumbleweed" => {
            Some("zypper install postgresql-server")
        }
        "nixos" => Some("nix-env -iA nixos.postgresql"),
        "void" => Some("xbps-install postgresql"),
        "gentoo" => Some("emerge dev-db/postgresql"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::command_for;

    #[test]
    fn the_platform_names_its_own_command() {
        assert_eq!(command_for("NAME=x\nID=debian\n"), "apt-get install postgresql");
        assert_eq!(command_for("ID=alpine\n"), "apk add postgresql");
        assert_eq!(
            command_for("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"),
            "dnf install postgresql-server"
        );
    }

    #[test]
    fn an_unknown_platform_takes_the_command_of_the_one_it_is_like() {
        assert_eq!(command_for("ID=neon\nID_LIKE=\"ubuntu debian\"\n"), "apt-get install postgresql");
        assert_eq!(command_for("ID=nobara\nID_LIKE=fedora\n"), "dnf install postgresql-server");
    }
}
