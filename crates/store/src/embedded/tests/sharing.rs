//! Many commands at once share one server, and it outlives them.

use std::fs;

use super::child;
use super::scratch::{Scratch, ask};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tasks_that_ask_at_once_get_one_server_and_one_database() {
    let scratch = Scratch::new();
    let asking: Vec<_> = (0..8)
        .map(|_| {
            let config = scratch.config.clone();
            tokio::spawn(async move {
                let cluster = crate::embedded::Cluster::ensure(&config).await.unwrap();
                (cluster.pid(), cluster.ensure_database("shared").await.unwrap())
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in asking {
        answers.push(task.await.unwrap());
    }
    let (first, _) = answers[0];
    assert!(answers.iter().all(|(pid, _)| *pid == first), "{answers:?}");
    assert_eq!(answers.iter().filter(|(_, made)| *made).count(), 1);
}

#[tokio::test]
async fn processes_that_ask_at_once_get_one_server_and_it_outlives_them() {
    let scratch = Scratch::new();
    let program = std::env::current_exe().unwrap();
    let children: Vec<_> =
        (0..4).map(|_| child::command(&program, &scratch.config.data_dir).spawn().unwrap()).collect();
    let servers: Vec<u32> = children.into_iter().map(child::server_of).collect();
    assert!(servers.iter().all(|pid| *pid == servers[0]), "{servers:?}");
    let cluster = scratch.ensure().await;
    assert_eq!(cluster.pid(), servers[0]);
    assert_eq!(ask(&cluster.url("trail"), "1").await, "1");
}

/// The command's output also has the number 3, as in a script with `exec 3>&1`. Reading it to its end would
/// take as long as the server runs, if the server had it too.
#[tokio::test]
async fn nobody_waits_for_the_server_at_the_other_end_of_a_pipe() {
    let scratch = Scratch::new();
    let program = std::env::current_exe().unwrap();
    let mut command = child::command_in_shell("exec 3>&1; \"$0\" \"$@\"", &program, &scratch.config.data_dir);
    let pid = child::server_of(command.spawn().unwrap());
    assert_eq!(scratch.ensure().await.pid(), pid);
}

/// A session of its own has no terminal: Ctrl-C and the terminal's end do not reach the server.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_server_has_a_session_of_its_own() {
    let scratch = Scratch::new();
    let pid = scratch.ensure().await.pid();
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    let (group, session) = (fields[2], fields[3]);
    assert_eq!((group, session), (pid.to_string().as_str(), pid.to_string().as_str()));
}
